#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

#include "render/scene/render_scene.h"

namespace es::render {

/// A colour, or a gradient along a segment. Colours are straight RGBA; `at` runs from 0 at `from` to 1 at
/// `to`, rising.
struct Paint {
  struct Stop {
    float at = 0.0F;
    glm::vec4 color{0.0F};
  };
  std::vector<Stop> stops;  // one: the same colour everywhere
  glm::vec2 from{0.0F};     // px
  glm::vec2 to{0.0F};

  static Paint flat(glm::vec4 color) { return {{{0.0F, color}}, {}, {}}; }
};

/// Straight, with ends cut off square; dashPx > 0: dashes of that length and gaps alike, a dash first.
struct Stroke {
  glm::vec2 from{0.0F};
  glm::vec2 to{0.0F};
  float widthPx = 1.0F;
  float dashPx = 0.0F;
};

/// Premultiplied pixels, 0xAARRGGBB, first row on top.
struct Raster {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> argb;
};

/// Draws shapes into a file that keeps them as shapes. Pixels from the top left of the picture; what comes
/// later lies on top.
class VectorCanvas {
 public:
  VectorCanvas() = default;
  virtual ~VectorCanvas() = default;
  VectorCanvas(const VectorCanvas&) = delete;
  VectorCanvas& operator=(const VectorCanvas&) = delete;

  virtual void fillPicture(glm::vec4 color) = 0;
  virtual void fillCircle(glm::vec2 center, float radiusPx, glm::vec4 color) = 0;
  virtual void strokeCircle(glm::vec2 center, float radiusPx, float widthPx, glm::vec4 color) = 0;
  virtual void fillPolygon(std::span<const glm::vec2> corners, const Paint& paint) = 0;
  virtual void strokeLine(const Stroke& stroke, const Paint& paint) = 0;
  /// Sizes and places of the label times `scale`.
  virtual void text(const Label& label, float scale) = 0;
  virtual void image(const Raster& raster) = 0;  // over the whole picture
  /// What is drawn between these two shows this much of itself, as one thing.
  virtual void beginGroup(float opacity) = 0;
  virtual void endGroup() = 0;
  /// The whole file. Last call. Throws es::Error.
  virtual std::string finish() = 0;
};

/// How far a label's outline reaches beyond its letters: as far as the fields of the GL pass can tell.
float outlineReachPx(const Label& label, float scale);

}  // namespace es::render
