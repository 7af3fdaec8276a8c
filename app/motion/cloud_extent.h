#pragma once

#include <glm/glm.hpp>

#include "math/types.h"

namespace es::app {

/// Where the bulk of the cloud lies: its mean, and the radius around it that holds 99 % of the words.
struct CloudExtent {
  glm::vec3 center{0.0F};
  float radius = 1.0F;
};

/// On all threads; the same for any number of them. The radius is that of the word at 99 % of the way from
/// the nearest to the farthest, exactly; 1 where that is no positive number.
[[nodiscard]] CloudExtent measureExtent(const math::Points& points);

}  // namespace es::app
