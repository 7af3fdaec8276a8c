#pragma once

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/frame.h"

namespace es::render {

/// Segments in picture coordinates, over everything drawn so far.
class ScreenLinePass {
 public:
  explicit ScreenLinePass(const ShaderSources& sources);
  void draw(const Frame& frame);

 private:
  Program m_program;
  InstancedQuads m_quads;
};

}  // namespace es::render
