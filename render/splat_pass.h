#pragma once

#include "render/point_splat.h"
#include "render/program.h"

namespace es::render {

/// The cloud for software drivers, where a GL point costs as much as hundreds of its pixels: drawn on the
/// processor into a texture that is laid over the picture. The same rules as PointPass; needs a framebuffer
/// of one sample.
class SplatPass {
 public:
  explicit SplatPass(const ShaderSources& sources);
  /// Whether the bound framebuffer and the cloud are such that this pass can draw it.
  static bool canDraw(const Frame& frame);
  /// `origin`: of the tile's bottom left corner in the bound framebuffer.
  void draw(const Frame& frame, const Tile& tile, glm::ivec2 origin);

 private:
  void readDepth(glm::ivec2 origin);
  void upload();

  Program m_program;
  VertexArray m_vertexArray;  // of no attributes
  Texture m_texture;
  glm::ivec2 m_textureSize{0};
  CloudSplatter m_splatter;
  SplatImage m_image;
};

}  // namespace es::render
