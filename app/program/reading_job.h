#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/document/running_command.h"
#include "app/lesson/script_file.h"
#include "base/background_job.h"
#include "base/progress.h"

namespace es::app {

/// Reads a file for a command on a thread of its own; what comes of it is done on the caller's, or, where
/// that is cancelled at any time before, not at all. One at a time. The end of the object cancels, too.
class ReadingJob {
 public:
  using Continuation = std::function<void()>;
  /// Reads, and returns what is to be done then. May be cancelled by `progress`.
  using Work = std::function<Continuation(const base::Progress& progress)>;

  /// `wake`: called on the worker's thread when it has been read.
  explicit ReadingJob(std::function<void()> wake) : m_wake(std::move(wake)) {}

  void start(const QueuedCommand& whose, Work work);
  /// Started, and not taken yet.
  [[nodiscard]] bool running() const { return m_job.running(); }
  [[nodiscard]] bool ready() const { return m_job.ready(); }
  void cancel();
  /// What is to be done. Throws as rethrowAsError does; es::Cancelled also where it was cancelled only after
  /// the file had been read.
  [[nodiscard]] Continuation take();

  /// The command that waits for it: its text and its origin.
  [[nodiscard]] const std::string& text() const { return m_text; }
  [[nodiscard]] const std::string& origin() const { return m_origin; }
  /// What the progress shows; nothing while nothing is known of how long it takes.
  [[nodiscard]] std::optional<RunningCommand> progress() const;

 private:
  struct Watch {
    std::atomic<double> share = 0;
    std::atomic<bool> cancelled = false;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  };

  std::function<void()> m_wake;
  std::string m_text, m_origin;
  std::shared_ptr<Watch> m_watch;
  base::BackgroundJob<Continuation> m_job;
};

}  // namespace es::app
