#pragma once

#include <vector>

#include "render/scene/render_scene.h"

namespace es::test {

/// Everything that a scene can hold, as a person would see it: a cloud, a grid, arrows with labels in three
/// scripts. Keeps the cloud's positions, which the scene only points at.
struct DemoScene {
  DemoScene(std::size_t pointCount, glm::vec2 sizePx, bool dark);

  std::vector<glm::vec3> positions;
  render::RenderScene scene;
};

}  // namespace es::test
