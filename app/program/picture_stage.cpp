#include "app/program/picture_stage.h"

#include <utility>

#include "app/scene/pointed_word.h"

namespace es::app {
namespace {

/// Where in the window the last picture drew a word's label.
std::optional<RectPx> labelOf(const SceneInput& input, math::Index row, const RectPx& picture) {
  const glm::vec3 place = input.space.positions()[static_cast<std::size_t>(row)];
  const float same = 1e-4F * input.space.extent().radius;
  for (const DrawnLabel& label : input.drawn) {
    if (!label.topic && glm::distance(place, label.anchor) <= same)
      return RectPx{label.box.x + picture.x, label.box.y + picture.y, label.box.width, label.box.height};
  }
  return std::nullopt;
}

}  // namespace

std::vector<PanelCommand> PictureStage::draw(const Frame& frame, ImGuiLayer& panels) {
  m_touched = false;
  const Window::Size pixels = m_state.window.framebufferSize();
  if (pixels.width < 1 || pixels.height < 1) return {};
  Session& session = m_state.session;
  SceneSubject subject = session.sceneSubject(session.view);
  subject.motion = &session.motion;
  const RectPx clear = session.camera.shapeNow().clearPx(frame.place.width, frame.place.height);
  SceneInput input =
      sceneInput(subject, {frame.place.width, frame.place.height, m_state.window.pixelRatio(), clear});
  input.hovered = frame.listRow;
  input.drawn = m_scenes.drawnLabels();

  ViewControlResult control = m_control.update(panels.pointer(frame.place), frame.place, input, session.view);
  if (control.touched) session.camera.hold(session.view);
  m_touched = control.touched || control.menu || !control.commands.empty();
  if (const auto row = control.menu) {
    const PointerInput at = panels.pointer(frame.place);
    m_state.panels.wordMenu = {*row, at.xPx, at.yPx, true};
  }
  session.camera.advance(frame.stepSec, session.cameraSubject());
  if (control.hovered) input.hovered = control.hovered;
  const auto& space = session.document.state().space;
  const bool known = input.hovered && space && *input.hovered < space->table->size();
  m_state.hovered = known ? std::optional(pointedWord(input, *input.hovered)) : std::nullopt;
  m_state.hoveredLabel = known ? labelOf(input, *input.hovered, frame.place) : std::nullopt;
  m_state.hoveredTopic = control.topic;

  input.drawn = {};
  m_cache.show({input, frame.place, pixels}, m_state.studio.renderer, m_scenes, panels);
  return std::move(control.commands);
}

}  // namespace es::app
