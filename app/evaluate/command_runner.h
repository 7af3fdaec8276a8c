#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/document/running_command.h"
#include "base/correction.h"

namespace es::app {

/// What became of a submitted command.
struct CommandResult {
  Command command;
  std::optional<Answer> answer;  // set when it succeeded
  std::string error;             // one line when it failed; "cancelled" is not an error: `cancelled` is set
  bool cancelled = false;
  base::Correction correction{};  // what may have been meant, when it failed
  std::string origin{};           // as it was submitted
};

/// Keeps the main thread free: document commands are carried out in the order they came; a short one at once,
/// a long one (estimatedWork) on a worker thread, those behind it waiting. Results are committed on the
/// caller's thread only. One that coalesces (CommandTraits) and waits last is dropped, without a result, when
/// a newer one of its kind comes. A result whose document has changed meanwhile is thrown away and computed
/// again.
class CommandRunner {
 public:
  CommandRunner();
  ~CommandRunner();  // cancels and waits
  CommandRunner(const CommandRunner&) = delete;
  CommandRunner& operator=(const CommandRunner&) = delete;

  /// Takes a document, undo or redo command; never throws for what the command does. `mergeWithLast` as in
  /// Document::commit; `origin` comes back with the result. What is short and finds nobody waiting is done on
  /// return; its result comes with `deliver`.
  void submit(Document& document, Command command, bool mergeWithLast = false, std::string origin = {});

  /// Commits what has finished, starts what waits, and returns the results since the last call. Call once a
  /// frame.
  [[nodiscard]] std::vector<CommandResult> deliver(Document& document);

  [[nodiscard]] std::optional<RunningCommand> running() const;  // nothing when idle
  [[nodiscard]] bool busy() const;                              // something runs or waits
  void cancel();  // the running one; what waits behind it goes on

  /// Called on the worker's thread when a result is ready, to wake a waiting event loop.
  void setWake(std::function<void()> wake);

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::app
