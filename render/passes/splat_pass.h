#pragma once

#include <span>

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/passes/point_splat.h"

namespace es::render {

/// The cloud for software drivers, where a GL point costs as much as hundreds of its pixels, and a picture
/// that is blended over another as much as ten that are copied. So the processor draws the cloud on its
/// ground, which is copied into the picture; arrows and lines are drawn over it; and the points before them
/// are laid over those once more. Looks as PointPass does, but for the rims of what hides points; for faint
/// lines, which lie over the cloud; and where a line that lets shine through passes before an arrow, which it
/// cuts out.
class SplatPass {
 public:
  explicit SplatPass(const ShaderSources& sources);
  /// Whether the cloud's discs are small enough for this pass.
  static bool canDraw(const Frame& frame);
  /// Ground and cloud, over all of the tile. The bound framebuffer holds the depth of what is solid.
  /// `origin`: of the tile's bottom left corner in it.
  void drawGround(const Frame& frame, const Tile& tile, glm::ivec2 origin);
  /// After arrows and lines: the points of the same frame that lie before them.
  void drawFront(const Frame& frame);

  /// Tiles side by side that may hold something solid; `end` exclusive.
  struct Stretch {
    int row = 0, first = 0, end = 0;
  };

 private:
  void makeRoom(glm::ivec2 size);
  void forgetDepth();
  void readDepth(int samples, GLuint framebuffer, glm::ivec2 origin);
  void readSampledDepth(GLuint framebuffer, glm::ivec2 origin);
  void readTiles(glm::ivec2 origin);
  void showGround(int samples, GLuint framebuffer, const Frame& frame, glm::ivec2 origin);
  void drawQuads(const Texture& texture, std::span<const glm::vec4> rectanglesPx, const Frame& frame);

  Program m_program;
  InstancedQuads m_quads;
  Texture m_ground, m_front;
  Framebuffer m_groundSource;  // the ground as something to copy from
  glm::ivec2 m_textureSize{0};
  CloudSplatter m_splatter;
  SplatImage m_image;
  std::vector<Stretch> m_stretches;  // of this frame
  Framebuffer m_oneSample;           // takes the depth of a multisampled framebuffer
  Renderbuffer m_oneSampleDepth;
  glm::ivec2 m_oneSampleSize{0};
};

}  // namespace es::render
