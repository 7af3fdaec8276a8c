#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/platform/imgui/imgui_layer.h"
#include "app/program/window_state.h"

namespace es::app {

/// The panels in the window.
class PanelStage {
 public:
  explicit PanelStage(WindowState& state);

  /// What the panels show besides the window's state.
  struct Frame {
    double stepSec = 0;
    std::optional<RunningCommand> running{};
    std::optional<double> indexShare{};
    bool dialogAvailable = false;
    OpenChoices openChoices{};
    std::function<std::uint64_t(const std::string& lesson)> lessonPicture{};
  };
  /// One frame of Dear ImGui, ended but not drawn; the lines of the log are shown then.
  [[nodiscard]] PanelOutput layOut(const Frame& frame);

  ImGuiLayer& layer() { return m_imgui; }
  [[nodiscard]] bool wantsFrames() const { return m_imgui.wantsFrames(); }

 private:
  [[nodiscard]] PanelInput inputOf(const Frame& frame) const;

  WindowState& m_state;
  ImGuiLayer m_imgui;
  std::optional<std::string> m_fullTable;
};

}  // namespace es::app
