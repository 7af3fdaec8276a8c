#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/platform/desktop/file_dialog.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/program/window_state.h"

namespace es::app {

/// The panels in the window, and the desktop's file dialog that they open.
class PanelStage {
 public:
  explicit PanelStage(WindowState& state);

  /// What the panels show besides the window's state.
  struct Frame {
    double stepSec = 0;
    std::optional<RunningCommand> running{};
    std::optional<double> indexShare{};
    std::function<std::uint64_t(const std::string& lesson)> lessonPicture{};
  };
  /// One frame of Dear ImGui, ended but not drawn; the lines of the log are shown then.
  [[nodiscard]] PanelOutput layOut(const Frame& frame);

  ImGuiLayer& layer() { return m_imgui; }
  void browse();  // opens the dialog
  [[nodiscard]] std::optional<std::string> chosenFile() { return m_dialog.poll(); }
  [[nodiscard]] bool browsing() const { return m_dialog.isOpen(); }
  [[nodiscard]] bool wantsFrames() const { return m_imgui.wantsFrames(); }

 private:
  [[nodiscard]] PanelInput inputOf(const Frame& frame) const;

  WindowState& m_state;
  ImGuiLayer m_imgui;
  FileDialog m_dialog;
  std::optional<std::string> m_fullTable;
  bool m_dialogAvailable = false;
};

}  // namespace es::app
