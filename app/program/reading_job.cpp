#include "app/program/reading_job.h"

#include "app/evaluate/work_text.h"
#include "base/error.h"

namespace es::app {

void ReadingJob::start(const QueuedCommand& whose, Work work) {
  m_text = workText(whose.command);
  m_origin = whose.origin;
  m_watch = std::make_shared<Watch>();
  m_job.start(
      [work = std::move(work), watch = m_watch](const std::stop_token& ended) {
        return work([&](double share) {
          if (watch->cancelled || ended.stop_requested()) throw Cancelled{};
          watch->share = share;
        });
      },
      m_wake);
}

void ReadingJob::cancel() {
  if (running()) m_watch->cancelled = true;
}

ReadingJob::Continuation ReadingJob::take() {
  Continuation done = m_job.take();
  if (m_watch->cancelled) throw Cancelled{};
  return done;
}

std::optional<RunningCommand> ReadingJob::progress() const {
  if (!running() || m_watch->share == 0) return std::nullopt;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_watch->start;
  return RunningCommand{m_text, m_watch->share, elapsed.count()};
}

}  // namespace es::app
