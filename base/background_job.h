#pragma once

#include <atomic>
#include <cassert>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error_line.h"

namespace es::base {

/// One piece of work on a thread of its own. Whatever the work throws waits for whoever takes the result, so
/// no worker ends the program. A job that is destroyed, or replaced by another, is asked to stop and waited
/// for.
template <class Result>
class BackgroundJob {
 public:
  /// The token says when to stop early, by throwing es::Cancelled or by returning anything.
  using Work = std::function<Result(const std::stop_token& stop)>;

  /// Nothing may be running. `wake` is called on the worker's thread once the job is ready; it must not
  /// throw. Where no thread is to be had, the work is done on return.
  void start(Work work, std::function<void()> wake = {}) {
    assert(!running());
    m_state = std::make_unique<State>(std::move(work), std::move(wake));
    try {
      m_state->thread =
          std::jthread([state = m_state.get()](const std::stop_token& stop) { state->run(stop); });
    } catch (const std::system_error&) {
      m_state->run({});
    }
  }

  /// Started, and its result not taken yet.
  [[nodiscard]] bool running() const { return m_state != nullptr; }
  /// `take` would not wait.
  [[nodiscard]] bool ready() const { return m_state && m_state->ended; }
  void wait() const {
    if (m_state) m_state->ended.wait(false);
  }

  /// Waits, and hands the result over; the job may be started again. Throws as rethrowAsError does.
  [[nodiscard]] Result take() {
    assert(running());
    wait();
    const std::unique_ptr<State> state = std::move(m_state);
    if (state->failure) rethrowAsError(state->failure);
    return *std::move(state->result);
  }

 private:
  struct State {
    State(Work toDo, std::function<void()> toWake) : work(std::move(toDo)), wake(std::move(toWake)) {}

    void run(const std::stop_token& stop) noexcept {
      try {
        result.emplace(work(stop));
        work = nullptr;  // what it holds is given back here, not where the result is taken
      } catch (...) {
        failure = std::current_exception();
      }
      ended = true;
      ended.notify_all();
      if (wake) wake();
    }

    Work work;
    std::function<void()> wake;
    std::optional<Result> result;
    std::exception_ptr failure;
    std::atomic<bool> ended = false;
    std::jthread thread;  // last: it is joined before what it uses goes
  };
  std::unique_ptr<State> m_state;
};

}  // namespace es::base
