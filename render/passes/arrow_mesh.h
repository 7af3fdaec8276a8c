#pragma once

#include <glm/glm.hpp>
#include <vector>

namespace es::render {

/// A corner of the arrow that arrow.vert stretches between two points.
struct ArrowVertex {
  glm::vec2 circle{0.0F};  // unit direction around the axis
  glm::vec2 outline{
      0.0F};              // place along the arrow: 0 tail, 1 neck, 2 tip; half width: 0 none, 1 shaft, 2 head
  glm::vec2 slope{0.0F};  // unit normal: share outwards, share along the arrow
};

/// Triangles, counter-clockwise from outside: tail cap, shaft, base of the head, cone.
std::vector<ArrowVertex> arrowMesh(int sides);

}  // namespace es::render
