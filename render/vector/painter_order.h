#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace es::render {

/// An arrow or a line as the picture shows it, for the question of what lies before what.
struct SeenStroke {
  glm::vec2 from{0.0F};  // px
  glm::vec2 to{0.0F};
  float depthFrom = 0.0F;  // along the view axis, > 0
  float depthTo = 0.0F;
  float radiusPx = 0.0F;   // half the widest width
  float thickness = 0.0F;  // how much nearer than its axis its surface is, as a share of the depth
  bool hides = true;       // faint lines hide nothing
};

/// Strokes from the farthest to the nearest: wherever two overlap in the picture the one behind comes first.
/// Where three or more lie around each other in a ring, which no order can show, the farthest middle is
/// first. Deterministic. The indices of `strokes`.
std::vector<std::size_t> paintersOrder(std::span<const SeenStroke> strokes);

/// How many of the strokes, in the order in which they are drawn, come before a disc at this place: all but
/// the first that hides it and those after that.
std::size_t drawnBefore(std::span<const SeenStroke> ordered, glm::vec2 centerPx, float radiusPx, float depth);

}  // namespace es::render
