#pragma once

#include "render/scene/frame_places.h"
#include "render/vector/painter_order.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

/// A line as line.vert and line.frag draw it, as one stroke; its depth cue is a gradient. Nothing when none
/// of it lies before the near plane.
struct VectorLine {
  Stroke stroke;
  Paint paint;
  SeenStroke seen;
};
std::optional<VectorLine> vectorLine(const FramePlaces& places, const Line& line);

/// An arrow of arrow.vert's shape: what the eye sees of its shaft and its head.
struct VectorArrow {
  const Arrow* arrow = nullptr;
  glm::vec3 from{0.0F};     // before the near plane; world
  float shaftWidth = 0.0F;  // world
  SeenStroke seen;
};
std::optional<VectorArrow> vectorArrow(const FramePlaces& places, const Arrow& arrow);
void drawArrow(const FramePlaces& places, const VectorArrow& arrow, VectorCanvas& canvas);

}  // namespace es::render
