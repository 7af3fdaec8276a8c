#pragma once

#include <cmath>
#include <glm/glm.hpp>

namespace es::render {

inline bool isFinite(glm::vec2 v) {
  return std::isfinite(v.x) && std::isfinite(v.y);
}
inline bool isFinite(glm::vec3 v) {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

}  // namespace es::render
