#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/output/filming.h"
#include "app/program/window_state.h"
#include "base/background_job.h"

namespace es::app {

/// What the window writes beside everything else: pictures, numbers, the clipboard (one at a time, on a
/// thread of their own), and one film.
class FileDesk {
 public:
  explicit FileDesk(WindowState& state) : m_state(state) {}

  /// Each begins the work; its result comes with `deliver`. Throw es::Error: it cannot begin.
  void takeScreenshot(ScreenshotCommand command, base::Writing writing);
  void exportNumbers(const ExportCommand& command, base::Writing writing);
  void copy(const CopyCommand& command);
  void record(const RecordCommand& command, base::Writing writing);
  void save(const SaveCommand& command, base::Writing writing);

  /// True while this command must wait for what is being written.
  [[nodiscard]] bool keepsWaiting(const Command& command) const;
  [[nodiscard]] bool writing() const { return m_writing.running(); }
  [[nodiscard]] bool filming() const { return m_filming != nullptr; }
  /// The film, for the progress bar; nothing where none is made.
  [[nodiscard]] std::optional<RunningCommand> running() const;
  void cancelFilm();

  /// Takes a film's next picture, and returns what has been written since the last call.
  [[nodiscard]] std::vector<CommandResult> deliver();

 private:
  struct Written {
    Answer answer;
    std::optional<std::string> clipboard{};  // text that the desktop is to have; on the main thread
  };
  void settle();
  void write(Command command, std::function<Written()> work);
  CommandResult takeWritten();

  WindowState& m_state;
  Command m_command;  // that m_writing is for
  base::BackgroundJob<Written> m_writing;
  std::unique_ptr<Filming> m_filming;  // null: no film is being made
};

}  // namespace es::app
