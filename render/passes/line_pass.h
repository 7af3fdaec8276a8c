#pragma once

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/frame.h"

namespace es::render {

/// Segments in the world, widened on the screen. Depth-tested; the cores of strong lines also write depth, so
/// that points behind such a line do not speckle it, while faint ones (a grid) hide nothing.
class LinePass {
 public:
  explicit LinePass(const ShaderSources& sources);
  void draw(const Frame& frame);

 private:
  Program m_program;
  InstancedQuads m_quads;
};

}  // namespace es::render
