#include "app/platform/desktop/file_dialog.h"

#include <cstdlib>
#include <vector>

namespace es::app {

namespace {

/// The dialog's program and arguments; empty when there is none.
std::vector<std::string> dialogCommand(FileDialog::For what) {
  const bool saves = what == FileDialog::For::Saving;
  const std::string title = saves ? "Save the session" : "Open words, a model, a session or a lesson";
  if (const auto zenity = programInPath("zenity"); !zenity.empty()) {
    std::vector<std::string> command{zenity.string(), "--file-selection", "--title=" + title};
    if (saves) command.insert(command.end(), {"--save", "--confirm-overwrite", "--filename=session.es"});
    return command;
  }
  if (const auto kdialog = programInPath("kdialog"); !kdialog.empty()) {
    return {kdialog.string(), "--title", title, saves ? "--getsavefilename" : "--getopenfilename",
            saves ? "session.es" : "."};
  }
  return {};
}

}  // namespace

bool FileDialog::available() {
  const bool display = std::getenv("DISPLAY") || std::getenv("WAYLAND_DISPLAY");
  return display && !dialogCommand(For::Opening).empty();
}

void FileDialog::open(For what) {
  if (isOpen()) return;
  m_purpose = what;
  if (std::vector<std::string> command = dialogCommand(what); !command.empty())
    m_child = std::make_unique<ChildProcess>(std::move(command), ChildProcess::Output::Kept);
}

std::optional<std::string> FileDialog::poll() {
  if (!isOpen()) return std::nullopt;
  const auto ended = m_child->poll();
  if (!ended) return std::nullopt;
  std::string path = m_child->output();
  m_child.reset();
  if (path.ends_with('\n')) path.pop_back();
  return *ended && !path.empty() ? std::optional(path) : std::nullopt;
}

}  // namespace es::app
