#include "app/view_control.h"

#include <cmath>

#include "app/camera_pose.h"

namespace es::app {
namespace {

constexpr float kReachPx = 9;         // how near the pointer must come to a point
constexpr float kZoomPerNotch = 1.15F;

render::Camera moved(const render::Camera& camera, const PointerInput& pointer, glm::vec2 local, glm::vec2 size) {
  const glm::vec2 drag{pointer.dragXPx, pointer.dragYPx};
  if (pointer.wheel != 0) return render::zoomedTo(camera, std::pow(kZoomPerNotch, pointer.wheel), local, size);
  if (drag == glm::vec2(0)) return camera;
  const bool pans = pointer.rightDown || pointer.middleDown || (pointer.leftDown && pointer.shift);
  if (pans) return render::panned(camera, drag, size.y);
  if (pointer.leftDown) return render::orbited(camera, drag, size.y);
  return camera;
}

}  // namespace

ViewControlResult ViewControl::update(const PointerInput& pointer, const RectPx& picture, const SceneInput& scene,
                                      ViewState& view) {
  ViewControlResult result;
  if (scene.space.empty() || !pointer.inPicture) {
    m_hovered.reset();
    m_look = {};
    return result;
  }
  const glm::vec2 size{picture.width, picture.height};
  const glm::vec2 local{pointer.xPx - picture.x, pointer.yPx - picture.y};
  const render::Camera before = cameraOf(view.camera, scene.space.extent(), size.x / size.y);
  const render::Camera after = moved(before, pointer, local, size);
  if (after != before) {
    view.camera = poseOf(after);
    result.touched = true;
  }
  const bool dragging = pointer.leftDown || pointer.rightDown || pointer.middleDown;
  const Look look{local.x, local.y, view.camera, scene.space.revision()};
  if (!dragging && look != m_look) {
    m_hovered = rowAt(scene, local.x, local.y, kReachPx);
    m_look = look;
  }
  result.hovered = m_hovered;
  if (!m_hovered) return result;
  const std::string& word = scene.document.space->table->vocabulary().word(*m_hovered);
  if (pointer.doubleClicked) {
    render::Camera centred = cameraOf(view.camera, scene.space.extent(), size.x / size.y);
    centred.target = scene.space.positions()[static_cast<std::size_t>(*m_hovered)];
    view.camera = poseOf(centred);
    result.touched = true;
  } else if (pointer.clicked) {
    NeighborsCommand ask;
    ask.expression.terms.push_back({1.0, word});
    result.commands.push_back({ask, false});
    result.touched = true;
  }
  return result;
}

}  // namespace es::app
