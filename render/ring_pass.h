#pragma once

#include "render/frame_uniforms.h"
#include "render/instanced_quads.h"
#include "render/program.h"

namespace es::render {

/// Circles that face the viewer, over everything drawn so far.
class RingPass {
 public:
  explicit RingPass(const ShaderSources& sources);
  void draw(const Frame& frame);

 private:
  Program m_program;
  InstancedQuads m_quads;
};

}  // namespace es::render
