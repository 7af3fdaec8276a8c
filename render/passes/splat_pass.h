#pragma once

#include "render/gl/program.h"
#include "render/passes/point_splat.h"

namespace es::render {

/// The cloud for software drivers, where a GL point costs as much as hundreds of its pixels: drawn on the
/// processor into a texture that is laid over the picture. The same rules as PointPass, but for the rims of
/// what hides points in a multisampled framebuffer: there one sample decides for all of the pixel.
class SplatPass {
 public:
  explicit SplatPass(const ShaderSources& sources);
  /// Whether the cloud's discs are small enough for this pass.
  static bool canDraw(const Frame& frame);
  /// `origin`: of the tile's bottom left corner in the bound framebuffer.
  void draw(const Frame& frame, const Tile& tile, glm::ivec2 origin);

 private:
  void readDepth(glm::ivec2 origin);
  void readSampledDepth(GLuint framebuffer, glm::ivec2 origin);
  void upload();

  Program m_program;
  VertexArray m_vertexArray;  // of no attributes
  Texture m_texture;
  glm::ivec2 m_textureSize{0};
  CloudSplatter m_splatter;
  SplatImage m_image;
  Framebuffer m_oneSample;  // takes the depth of a multisampled framebuffer
  Renderbuffer m_oneSampleDepth;
  glm::ivec2 m_oneSampleSize{0};
};

}  // namespace es::render
