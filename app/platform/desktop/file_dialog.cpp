#include "app/platform/desktop/file_dialog.h"

#include <cstdlib>
#include <vector>

namespace es::app {

namespace {

/// The dialog's program and arguments; empty when there is none.
std::vector<std::string> dialogCommand() {
  if (const auto zenity = programInPath("zenity"); !zenity.empty())
    return {zenity.string(), "--file-selection", "--title=Open a table of words"};
  if (const auto kdialog = programInPath("kdialog"); !kdialog.empty())
    return {kdialog.string(), "--title", "Open a table of words", "--getopenfilename", "."};
  return {};
}

}  // namespace

bool FileDialog::available() {
  const bool display = std::getenv("DISPLAY") || std::getenv("WAYLAND_DISPLAY");
  return display && !dialogCommand().empty();
}

void FileDialog::open() {
  if (isOpen()) return;
  if (std::vector<std::string> command = dialogCommand(); !command.empty())
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
