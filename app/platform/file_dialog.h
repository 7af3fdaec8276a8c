#pragma once

#include <memory>
#include <optional>
#include <string>

namespace es::app {

/// The desktop's own dialog for opening a file, through zenity or kdialog, run beside the program.
class FileDialog {
 public:
  static bool available();  // one of them is in PATH and there is a display

  FileDialog();
  ~FileDialog();
  void open();  // starts it; a second call while one is open does nothing
  /// The chosen path once, after the person has chosen; nothing while open or when dismissed.
  std::optional<std::string> poll();
  bool isOpen() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::app
