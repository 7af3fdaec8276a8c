#include "render/scene/frame.h"

#include <algorithm>
#include <cmath>

namespace es::render {

int marginPx(const RenderScene& scene) {
  return static_cast<int>(std::ceil(std::clamp(scene.cloud.sizePx * scene.scale, 0.0F, 1024.0F))) + 2;
}

Frame makeFrame(const RenderScene& scene, const Tile& tile, glm::ivec2 fullPx, int margin) {
  const glm::vec2 full(fullPx);
  const glm::vec2 shown(tile.width + 2 * margin, tile.height + 2 * margin);
  // The shown rectangle's centre, in the whole picture's normalised device coordinates (y up).
  const glm::vec2 centerPx = glm::vec2(tile.x, tile.y) + 0.5F * glm::vec2(tile.width, tile.height);
  const glm::vec2 center = (centerPx / full * 2.0F - 1.0F) * glm::vec2(1.0F, -1.0F);
  const glm::vec2 zoom = full / shown;

  const glm::mat4 worldFromView = glm::inverse(viewFromWorld(scene.camera));
  const glm::vec3 toLight = glm::normalize(glm::vec3(-0.5F, 0.65F, 0.6F));  // view

  FrameUniforms u;
  u.clipFromWorld = clipFromWorld(scene.camera, full.x / full.y);
  u.tileFromClip = glm::vec4(zoom, -center * zoom);
  u.background = glm::vec4(glm::vec3(scene.background) * scene.background.a, scene.background.a);
  u.eye = glm::vec4(eyePosition(scene.camera), 1.0F);
  u.toLight = glm::vec4(glm::mat3(worldFromView) * toLight, 0.0F);
  u.fade = glm::vec4(scene.fadeNear, 1.0F / std::max(scene.fadeFar - scene.fadeNear, 1.0e-6F),
                     scene.fadeFloor, scene.emphasisFloor);
  u.sizePx = full;
  u.scale = scene.scale;
  u.worldPerPxAtUnit = worldPerPx(scene.camera, full.y) / scene.camera.distance;
  return {scene, u};
}

}  // namespace es::render
