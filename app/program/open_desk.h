#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/panels/widgets/panel_input.h"
#include "app/platform/desktop/file_dialog.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/program/command_desk.h"
#include "app/program/window_state.h"
#include "base/background_job.h"

namespace es::app {

/// Opening and saving by hand: the desktop's dialog or the program's own list and path box, files dropped on
/// the window, the session of the last sitting.
class OpenDesk {
 public:
  OpenDesk(WindowState& state, CommandDesk& commands);

  /// What panels and keys ask for in a frame.
  void obey(const PanelOutput& output, const KeyInput& keys);
  /// What the dialog, the search and the desktop have brought meanwhile.
  void deliver();
  /// Offers the last sitting's session, where there is one: a suggestion to be clicked, once.
  void offerLastSession();
  /// Writes what the person has for the next sitting to offer, where anything was done by them in this one.
  /// Throws es::Error.
  void keepSession() const;

  /// What the program's own list shows while it is open.
  [[nodiscard]] OpenChoices choices() const;
  [[nodiscard]] bool dialogAvailable() const { return m_dialogAvailable; }
  [[nodiscard]] bool busy() const { return m_dialog.isOpen() || m_search.running(); }

 private:
  void openByHand();
  void saveByHand();
  void callCard(bool& shown);
  void browse(FileDialog::For what);
  void take(const std::string& chosen);
  void search();

  WindowState& m_state;
  CommandDesk& m_commands;
  FileDialog m_dialog;
  bool m_dialogAvailable = false, m_searched = false;
  std::vector<OpenChoice> m_shipped;
  base::BackgroundJob<std::vector<OpenChoice>> m_search;
  std::vector<OpenChoice> m_found;
};

}  // namespace es::app
