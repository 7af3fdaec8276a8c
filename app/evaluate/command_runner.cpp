#include "app/evaluate/command_runner.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_text.h"
#include "base/error.h"
#include "base/error_line.h"
#include "base/progress.h"

namespace es::app {

namespace {

using Clock = std::chrono::steady_clock;

/// Multiply-adds that fit in a frame beside the drawing: about 4 ms, the default table's neighbours among
/// them.
constexpr double kShortWork = 5e6;

struct Waiting {
  Command command;
  bool mergeWithLast = false;
  std::string origin{};
};

/// Work for the worker, with the state that it starts from.
struct Job {
  Waiting task;
  DocumentState state;
  std::uint64_t revision = 0;
};

struct Finished {
  Job job;
  std::optional<Outcome> outcome;  // empty: it failed or was cancelled
  CommandResult result;
};

bool isHistory(const Command& command) {
  return factsOf(command).kind == CommandKind::History;
}

/// Where even the estimate fails, for want of memory say, so will the work, and it says so.
bool isShort(const DocumentState& state, const Command& command) {
  try {
    return isHistory(command) || estimatedWork(state, command) <= kShortWork;
  } catch (const std::exception&) {
    return true;
  }
}

/// Of what is left there may be too little even for that.
std::string memoryLine(const Command& command) noexcept {
  try {
    return "there is not enough memory for: " + formatCommand(command);
  } catch (const std::exception&) {
    return "no memory left";
  }
}

/// Runs `work` and puts whatever it throws into `result`.
template <class Work>
void guarded(CommandResult& result, const Work& work) {
  try {
    work();
  } catch (const Cancelled&) {
    result.cancelled = true;
  } catch (const std::bad_alloc&) {
    result.error = memoryLine(result.command);
  } catch (const std::exception& failure) {
    result.error = base::errorLine(failure);
    result.correction = base::correctionOf(failure);
  } catch (...) {
    result.error = "an unknown failure stopped: " + formatCommand(result.command);
  }
}

}  // namespace

/// The queue is the caller's alone; only `worker` and what `mutex` guards cross threads.
struct CommandRunner::State {
  // the caller's thread
  std::deque<Waiting> waiting;
  std::vector<CommandResult> results;
  bool workerBusy = false;
  std::string runningText;
  Clock::time_point startedAt;

  // both threads
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Job> todo;
  std::optional<Finished> finished;
  std::function<void()> wake;
  bool stop = false;
  std::atomic<bool> cancelAsked = false;
  std::atomic<double> share = 0;

  std::jthread worker{[this] { workUntilStopped(); }};

  void workUntilStopped();
  Finished carryOut(Job job);

  void doNow(Document& document, Waiting task);
  void startOnWorker(const Document& document, Waiting task);
  void startWaiting(Document& document);
  void takeFinished(Document& document);
};

Finished CommandRunner::State::carryOut(Job job) {
  Finished done{std::move(job), std::nullopt, {}};
  const base::Progress progress = [this](double done_) {
    if (cancelAsked) throw Cancelled{};
    share = done_;
  };
  guarded(done.result, [&] {
    done.result.command = done.job.task.command;
    done.result.origin = done.job.task.origin;
    done.outcome = evaluate(done.job.state, done.job.task.command, progress);
  });
  return done;
}

void CommandRunner::State::workUntilStopped() {
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [this] { return stop || todo; });
    if (stop) return;
    Job job = std::move(*todo);
    todo.reset();
    lock.unlock();
    Finished done = carryOut(std::move(job));
    lock.lock();
    finished = std::move(done);
    if (wake) wake();
  }
}

void CommandRunner::State::doNow(Document& document, Waiting task) {
  CommandResult result{std::move(task.command), std::nullopt, {}, false};
  result.origin = std::move(task.origin);
  guarded(result, [&] {
    if (isHistory(result.command)) {
      result.answer = stepHistory(document, result.command);
    } else {
      Outcome outcome = evaluate(document.state(), result.command, base::ignoreProgress());
      document.commit(std::move(outcome.state), task.mergeWithLast);
      result.answer = std::move(outcome.answer);
    }
  });
  results.push_back(std::move(result));
}

void CommandRunner::State::startOnWorker(const Document& document, Waiting task) {
  runningText = workText(task.command);
  startedAt = Clock::now();
  workerBusy = true;
  cancelAsked = false;
  share = 0;
  const std::scoped_lock lock(mutex);
  todo = Job{std::move(task), document.state(), document.revision()};
  changed.notify_one();
}

void CommandRunner::State::startWaiting(Document& document) {
  while (!workerBusy && !waiting.empty()) {
    Waiting task = std::move(waiting.front());
    waiting.pop_front();
    if (isShort(document.state(), task.command)) {
      doNow(document, std::move(task));
    } else {
      startOnWorker(document, std::move(task));
    }
  }
}

void CommandRunner::State::takeFinished(Document& document) {
  std::optional<Finished> done;
  {
    const std::scoped_lock lock(mutex);
    done = std::exchange(finished, std::nullopt);
  }
  if (!done) return;
  workerBusy = false;
  const bool cancelled = done->result.cancelled || cancelAsked;
  const bool stale = done->job.revision != document.revision();
  if (cancelled) {
    done->result.cancelled = true;
    done->result.error.clear();
  } else if (stale) {
    waiting.push_front(std::move(done->job.task));
    return;
  } else if (done->outcome) {
    document.commit(std::move(done->outcome->state), done->job.task.mergeWithLast);
    done->result.answer = std::move(done->outcome->answer);
  }
  results.push_back(std::move(done->result));
}

CommandRunner::CommandRunner() : m_state(std::make_unique<State>()) {}

CommandRunner::~CommandRunner() {
  m_state->cancelAsked = true;
  const std::scoped_lock lock(m_state->mutex);
  m_state->stop = true;
  m_state->changed.notify_one();
}

void CommandRunner::submit(Document& document, Command command, bool mergeWithLast, std::string origin) {
  Waiting task{std::move(command), mergeWithLast, std::move(origin)};
  std::deque<Waiting>& waiting = m_state->waiting;
  const bool replacesLast = !waiting.empty() && factsOf(task.command).coalesces &&
                            waiting.back().command.index() == task.command.index();
  if (replacesLast) {
    task.mergeWithLast =
        task.mergeWithLast && waiting.back().mergeWithLast;  // a drag's beginning stays a step
    waiting.pop_back();
  }
  waiting.push_back(std::move(task));
  m_state->startWaiting(document);
}

std::vector<CommandResult> CommandRunner::deliver(Document& document) {
  m_state->takeFinished(document);
  m_state->startWaiting(document);
  return std::exchange(m_state->results, {});
}

std::optional<RunningCommand> CommandRunner::running() const {
  if (!m_state->workerBusy) return std::nullopt;
  const std::chrono::duration<double> elapsed = Clock::now() - m_state->startedAt;
  return RunningCommand{m_state->runningText, m_state->share, elapsed.count()};
}

bool CommandRunner::busy() const {
  return m_state->workerBusy || !m_state->waiting.empty();
}

void CommandRunner::cancel() {
  if (m_state->workerBusy) m_state->cancelAsked = true;
}

void CommandRunner::setWake(std::function<void()> wake) {
  const std::scoped_lock lock(m_state->mutex);
  m_state->wake = std::move(wake);
}

}  // namespace es::app
