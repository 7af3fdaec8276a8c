#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/platform/desktop/child_process.h"

namespace es::app {

/// The desktop's own dialog for a file, through zenity or kdialog, run beside the program.
class FileDialog {
 public:
  [[nodiscard]] static bool available();  // one of them is in PATH and there is a display

  enum class For { Opening, Saving };
  /// Starts it; a second call while one is open does nothing. Throws es::Error when it cannot be started.
  void open(For what);
  /// What the dialog was last started for.
  [[nodiscard]] For purpose() const { return m_purpose; }
  /// The chosen path once, after the person has chosen; nothing while open or when dismissed.
  [[nodiscard]] std::optional<std::string> poll();
  [[nodiscard]] bool isOpen() const { return m_child != nullptr; }

 private:
  std::unique_ptr<ChildProcess> m_child;
  For m_purpose = For::Opening;
};

}  // namespace es::app
