#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/evaluate/command_runner.h"
#include "app/program/command_queue.h"
#include "app/program/file_desk.h"
#include "app/program/reading_job.h"
#include "app/program/window_state.h"

namespace es::app {

/// Takes every command of the window, in the order they came: the document's go to the runner, the others are
/// carried out when the runner is done with those before them; what a script or a lesson says comes before
/// all that waits. Whatever a command throws becomes a line of the log.
class CommandDesk {
 public:
  CommandDesk(WindowState& state, FileDesk& files);

  void enqueue(Command command, std::string origin = {}, bool mergeWithLast = false);
  /// Whoever asks something of their own during a lesson has the controls; the lesson keeps its picture.
  void enqueueOwn(const PanelCommand& command);

  /// Takes what workers have finished: results, pictures, scripts and lessons that were read.
  void deliver();
  /// Carries out what need not wait.
  void carryOut();

  [[nodiscard]] bool waiting() const { return !m_queue.empty(); }
  [[nodiscard]] bool working() const { return m_runner.busy() || m_reading.running(); }
  /// What the progress shows: the runner's work, or else what is read, or else the film.
  [[nodiscard]] std::optional<RunningCommand> running() const;
  /// That, and nothing else.
  void cancel();
  /// How many commands of lessons have been carried out.
  [[nodiscard]] int taught() const { return m_taught; }

 private:
  void deliverAnswers();
  void deliverRead();
  [[nodiscard]] bool mustWait(const Command& next) const;
  void attempt(const QueuedCommand& queued);
  void fail(const std::string& origin, const std::string& line, const std::exception& failure);
  void carryOut(const QueuedCommand& queued);
  bool settlesView();
  void carryOutInWindow(const QueuedCommand& queued);
  /// A table, a model, a session or a lesson: what it is shows when it is looked at, on another thread.
  void open(const QueuedCommand& queued);
  void replaceBy(const Command& command, OpenedSession opened);
  void noteFile(const std::string& path);
  void noteTable(const OpenAnswer& answer);
  void runScript(const QueuedCommand& whose, const std::string& path);
  void teach(const LessonCommand& command, LessonFiles files);
  void tell(const CommandResult& result);
  void report(const Command& command, const Answer& answer);

  WindowState& m_state;
  FileDesk& m_files;
  CommandQueue m_queue;
  CommandRunner m_runner;
  ReadingJob m_reading{Window::wake};  // what comes of it is done before the commands that wait
  int m_taught = 0;
};

}  // namespace es::app
