#pragma once

#include <optional>
#include <vector>

#include "app/panels/widgets/panel_input.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/scene/scene_builder.h"

namespace es::app {

/// What the pointer did over the picture in one frame.
struct ViewControlResult {
  std::vector<PanelCommand> commands;  // a clicked word is selected
  std::optional<math::Index> hovered;
  std::optional<math::Index> menu;              // the word that was clicked with the right button
  std::shared_ptr<const HoveredTopic> topic{};  // whose name the pointer is on
  bool touched = false;  // the person has taken hold of the camera: the auto-turn stops
};

/// Left drag orbits, right or middle drag (or shift + left) pans, the wheel zooms to the pointer, a click
/// selects the word whose point or label is under the pointer, a double click centres it as well, one with
/// the right button wants its menu. A topic's name covers the words beneath. Changes only `view.camera`.
class ViewControl {
 public:
  [[nodiscard]] ViewControlResult update(const PointerInput& pointer, const RectPx& picture,
                                         const SceneInput& scene, ViewState& view);

 private:
  std::optional<math::Index> wordUnder(const SceneInput& scene, glm::vec2 local, bool dragging);
  void takeClicks(const PointerInput& pointer, const SceneInput& scene, ViewControlResult& result);

  std::optional<glm::vec2> m_pointer;  // in the last frame; only a moved pointer searches
  std::optional<math::Index> m_hovered;
  std::optional<math::Index> m_clicked;  // by the last click: the second of two means the same word, though
                                         // the picture may have moved for the card of the first
  bool m_secondClick = false;            // of a double click: its release means nothing more
};

}  // namespace es::app
