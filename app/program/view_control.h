#pragma once

#include <optional>
#include <vector>

#include "app/panels/widgets/panel_input.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/scene/scene_builder.h"

namespace es::app {

/// What the pointer did over the picture in one frame.
struct ViewControlResult {
  std::vector<PanelCommand> commands;  // a clicked word's neighbours
  std::optional<math::Index> hovered;
  bool touched = false;  // the person has taken hold of the camera: the auto-turn stops
};

/// Left drag orbits, right or middle drag (or shift + left) pans, the wheel zooms to the pointer, a double
/// click centres, a click asks for the neighbours of the word under the pointer. Changes only `view.camera`.
class ViewControl {
 public:
  [[nodiscard]] ViewControlResult update(const PointerInput& pointer, const RectPx& picture,
                                         const SceneInput& scene, ViewState& view);

 private:
  std::optional<math::Index> wordUnder(const SceneInput& scene, glm::vec2 local, bool dragging);

  std::optional<glm::vec2> m_pointer;  // in the last frame; only a moved pointer searches
  std::optional<math::Index> m_hovered;
};

}  // namespace es::app
