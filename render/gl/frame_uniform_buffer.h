#pragma once

#include "render/gl/gl_objects.h"
#include "render/scene/frame.h"

namespace es::render {

/// The block `Frame` of the shaders, on the graphics card.
class FrameUniformBuffer {
 public:
  static constexpr GLuint kBinding = 0;
  FrameUniformBuffer();
  void upload(const FrameUniforms& uniforms) const;

 private:
  Buffer m_buffer;
};

}  // namespace es::render
