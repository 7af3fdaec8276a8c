#pragma once

#include <vector>

#include "render/gl/program.h"
#include "render/scene/frame.h"

namespace es::render {

/// Lit, solid arrows: instances of one mesh. They write depth, so that all that follows is hidden behind
/// them.
class ArrowPass {
 public:
  explicit ArrowPass(const ShaderSources& sources);
  void draw(const Frame& frame);

  /// Long enough to be drawn as an arrow where it is.
  static bool isSolid(const Frame& frame, const Arrow& arrow);

  /// What stands for the arrows that are shorter than a pixel where they are.
  static std::vector<Sprite> dots(const Frame& frame);

 private:
  Program m_program;
  VertexArray m_vertexArray;
  Buffer m_mesh;
  Buffer m_instances;
  GLsizei m_meshSize = 0;
};

}  // namespace es::render
