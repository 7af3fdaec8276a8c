#include "render/passes/arrow_mesh.h"

#include <cmath>
#include <glm/gtc/constants.hpp>

namespace es::render {

std::vector<ArrowVertex> arrowMesh(int sides) {
  constexpr float kTail = 0, kNeck = 1, kTip = 2;
  constexpr float kAxis = 0, kShaft = 1, kHead = 2;
  const glm::vec2 outwards(1.0F, 0.0F);
  const glm::vec2 backwards(0.0F, -1.0F);
  const glm::vec2 onCone =
      glm::normalize(glm::vec2(4.6F, 1.7F));  // the head's length and radius in arrow.vert
  const auto direction = [sides](float step) {
    const float angle = step * glm::two_pi<float>() / static_cast<float>(sides);
    return glm::vec2(std::cos(angle), std::sin(angle));
  };
  std::vector<ArrowVertex> mesh;
  mesh.reserve(static_cast<std::size_t>(sides) * 15);
  for (int i = 0; i < sides; ++i) {
    const glm::vec2 a = direction(static_cast<float>(i));
    const glm::vec2 b = direction(static_cast<float>(i + 1));
    const glm::vec2 middle = direction(static_cast<float>(i) + 0.5F);
    const ArrowVertex shaft[4] = {{a, {kTail, kShaft}, outwards},
                                  {b, {kTail, kShaft}, outwards},
                                  {b, {kNeck, kShaft}, outwards},
                                  {a, {kNeck, kShaft}, outwards}};
    for (const int corner : {0, 1, 2, 0, 2, 3}) mesh.push_back(shaft[corner]);
    for (const glm::vec2 disc : {glm::vec2(kTail, kShaft), glm::vec2(kNeck, kHead)}) {
      mesh.push_back({a, {disc.x, kAxis}, backwards});
      mesh.push_back({b, disc, backwards});
      mesh.push_back({a, disc, backwards});
    }
    mesh.push_back({a, {kNeck, kHead}, onCone});
    mesh.push_back({b, {kNeck, kHead}, onCone});
    mesh.push_back({middle, {kTip, kAxis}, onCone});
  }
  return mesh;
}

}  // namespace es::render
