#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/platform/imgui/imgui_layer.h"
#include "app/program/path_lister.h"
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
  /// One frame of Dear ImGui, ended but not drawn; the lines of the log are shown then. What a panel throws
  /// becomes one of them, and its page is left; thrown again where that does not help.
  [[nodiscard]] PanelOutput layOut(const Frame& frame);

  ImGuiLayer& layer() { return m_imgui; }
  [[nodiscard]] bool wantsFrames() const { return m_imgui.wantsFrames(); }
  /// A folder that was typed is being listed.
  [[nodiscard]] bool listing() const { return m_paths.working(); }

 private:
  [[nodiscard]] PanelOutput draw(const Frame& frame, const ImGuiLayer::FrameSpec& spec);
  [[nodiscard]] PanelInput inputOf(const Frame& frame);
  void leavePage();

  WindowState& m_state;
  ImGuiLayer m_imgui;
  PathLister m_paths{Window::wake};
  std::string m_savesInto;
  int m_failures = 0;  // frames in a row that could not be laid out
};

}  // namespace es::app
