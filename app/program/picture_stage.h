#pragma once

#include <optional>
#include <vector>

#include "app/program/picture_cache.h"
#include "app/program/view_control.h"
#include "app/program/window_state.h"

namespace es::app {

/// The 3D picture in the window, and the pointer over it.
class PictureStage {
 public:
  explicit PictureStage(WindowState& state) : m_state(state), m_scenes(state.studio.renderer.font()) {}

  struct Frame {
    RectPx place;                          // in the window, logical pixels
    std::optional<math::Index> listRow{};  // hovered in a list: the picture marks it
    double stepSec = 0;
  };
  /// Lets the pointer and time move the camera, and brings picture and panels (which have ended their frame)
  /// into the window. Returns what the person asked for by a click.
  [[nodiscard]] std::vector<PanelCommand> draw(const Frame& frame, ImGuiLayer& panels);

  /// The person's hand moved something: another frame is due.
  [[nodiscard]] bool touched() const { return m_touched; }
  [[nodiscard]] bool wantsRefinement() const { return m_cache.wantsRefinement(); }

 private:
  WindowState& m_state;
  SceneBuilder m_scenes;
  ViewControl m_control;
  PictureCache m_cache;
  bool m_touched = false;
};

}  // namespace es::app
