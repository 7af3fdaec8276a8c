#pragma once

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/frame.h"

namespace es::render {

/// Segments in the world, widened on the screen. Depth-tested. The cores of solid lines also leave depth, so
/// that points behind such a line do not speckle it, while faint ones (a grid) hide nothing.
class LinePass {
 public:
  explicit LinePass(const ShaderSources& sources);
  void draw(const Frame& frame);
  /// Their depth alone; a little behind them, so that it hides none of the lines that lie along each other.
  void drawDepth(const Frame& frame);

  /// Strong enough to hide what lies behind it.
  static bool isSolid(const Line& line);

 private:
  void upload(const Frame& frame, bool solidOnly);

  Program m_program;
  InstancedQuads m_quads;
};

}  // namespace es::render
