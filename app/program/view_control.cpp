#include "app/program/view_control.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/scene/camera_pose.h"
#include "app/scene/pointed_word.h"

namespace es::app {
namespace {

constexpr float kReachPx = 9;  // how near the pointer must come to a point
constexpr float kZoomPerNotch = 1.15F;
// The ends of the zoom, of the cloud's radius: no nearer to what is turned about, no farther from it.
constexpr float kNearest = 0.03F, kFarthest = 14;

/// A wheel's zoom, short of the ends; a camera that was put beyond one may come back.
float zoomFactor(const render::Camera& camera, float notches, float cloudRadius) {
  const float factor = std::pow(kZoomPerNotch, notches);
  const float nearest = std::min(camera.distance, kNearest * cloudRadius);
  const float farthest = std::max(camera.distance, kFarthest * cloudRadius);
  return camera.distance / std::clamp(camera.distance / factor, nearest, farthest);
}

render::Camera moved(const render::Camera& camera, const PointerInput& pointer, glm::vec2 local,
                     const SceneInput& scene) {
  const glm::vec2 size{scene.widthPx, scene.heightPx};
  const glm::vec2 drag{pointer.dragXPx, pointer.dragYPx};
  if (pointer.wheel != 0)
    return render::zoomedTo(camera, zoomFactor(camera, pointer.wheel, scene.space.extent().radius), local,
                            size);
  if (drag == glm::vec2(0)) return camera;
  const bool pans = pointer.rightDown || pointer.middleDown || (pointer.leftDown && pointer.shift);
  if (pans) return render::panned(camera, drag, size.y);
  if (pointer.leftDown) return render::orbited(camera, drag, size.y);
  return camera;
}

/// A label is hit like its point, and lies over the points; so does a topic's name, which is no word.
std::optional<math::Index> rowUnder(const SceneInput& scene, glm::vec2 local) {
  const auto labelled = labelledRowAt(scene, local.x, local.y);
  if (!labelled && topicAt(scene, local.x, local.y)) return std::nullopt;
  return labelled ? labelled : rowAt(scene, local.x, local.y, kReachPx);
}

}  // namespace

/// A word is pointed at by moving the pointer to it, and let go when the pointer moves on or the word turns
/// away: words that merely drift under a pointer at rest are not meant.
std::optional<math::Index> ViewControl::wordUnder(const SceneInput& scene, glm::vec2 local, bool dragging) {
  const bool first = !m_pointer;
  const bool moved = m_pointer != local;
  m_pointer = local;
  const bool gone = m_hovered && static_cast<std::size_t>(*m_hovered) >= scene.space.positions().size();
  if (gone) m_hovered.reset();  // another table
  if (dragging || first) return m_hovered;
  if (moved) return rowUnder(scene, local);
  if (!m_hovered || labelledRowAt(scene, local.x, local.y) == m_hovered) return m_hovered;
  const glm::vec2 size{scene.widthPx, scene.heightPx};
  const render::Camera camera = cameraOf(scene);
  const glm::vec3 px =
      render::pxFromWorld(camera, size, scene.space.positions()[static_cast<std::size_t>(*m_hovered)]);
  const bool near = px.z > 0 && glm::length(glm::vec2(px) - local) <= kReachPx;
  return near ? m_hovered : std::nullopt;
}

ViewControlResult ViewControl::update(const PointerInput& pointer, const RectPx& picture,
                                      const SceneInput& scene, ViewState& view) {
  ViewControlResult result;
  const glm::vec2 size{picture.width, picture.height};
  const glm::vec2 local{pointer.xPx - picture.x, pointer.yPx - picture.y};
  if (scene.space.empty() || !pointer.inPicture) {
    m_hovered.reset();
    m_pointer = local;
    return result;
  }
  const render::Camera before = cameraOf(scene);
  const render::Camera after = moved(before, pointer, local, scene);
  if (after != before) {
    view.camera = poseOf(after);
    result.touched = true;
  }
  const bool dragging = pointer.leftDown || pointer.rightDown || pointer.middleDown;
  m_hovered = wordUnder(scene, local, dragging);
  if (pointer.clicked || pointer.rightClicked)
    m_hovered = rowUnder(scene, local);  // a click is meant, moved or not
  result.hovered = m_hovered;
  if (!m_hovered && !dragging) result.topic = topicAt(scene, local.x, local.y);
  if (pointer.doubleClicked) {
    const glm::vec2 middle = 0.5F * size * (1.0F + after.shift * glm::vec2(1, -1));
    render::Camera centred = render::panned(after, middle - local, size.y);
    if (m_clicked && static_cast<std::size_t>(*m_clicked) < scene.space.positions().size())
      m_hovered = m_clicked;
    if (m_hovered) centred.target = scene.space.positions()[static_cast<std::size_t>(*m_hovered)];
    view.camera = poseOf(centred);
    result.touched = true;
    m_secondClick = true;  // the first one has marked the word
    return result;
  }
  takeClicks(pointer, scene, result);
  return result;
}

void ViewControl::takeClicks(const PointerInput& pointer, const SceneInput& scene,
                             ViewControlResult& result) {
  const bool second = pointer.clicked && std::exchange(m_secondClick, false);
  if (pointer.clicked && !second) m_clicked = m_hovered;
  if (!m_hovered || second) return;
  const model::Vocabulary& words = scene.document.space->table->vocabulary();
  if (pointer.rightClicked) result.menu = m_hovered;
  if (!pointer.clicked) return;
  result.commands.push_back({SelectCommand{words.word(*m_hovered)}, false});
  result.touched = true;
}

}  // namespace es::app
