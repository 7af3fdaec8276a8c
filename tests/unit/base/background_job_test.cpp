#include "base/background_job.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"

using namespace es;
using namespace std::chrono_literals;
using base::BackgroundJob;

namespace {

/// The line that taking the job's result says.
std::string complaintOf(const BackgroundJob<int>::Work& work) {
  BackgroundJob<int> job;
  job.start(work);
  try {
    static_cast<void>(job.take());
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a job hands its result over, says when it is ready, and can be started again") {
  BackgroundJob<std::string> job;
  CHECK_FALSE(job.running());
  CHECK_FALSE(job.ready());
  std::atomic<bool> goOn = false;
  std::atomic<int> woken = 0;
  const auto work = [&](const std::stop_token&) {
    goOn.wait(false);
    return std::string("done");
  };
  job.start(work, [&] { ++woken; });
  CHECK(job.running());
  CHECK_FALSE(job.ready());
  CHECK(woken == 0);
  goOn = true;
  goOn.notify_all();
  job.wait();
  CHECK(job.ready());
  CHECK(job.running());
  CHECK(job.take() == "done");
  CHECK_FALSE(job.running());
  CHECK(woken == 1);
  job.start([](const std::stop_token&) { return std::string("again"); });
  CHECK(job.take() == "again");
}

TEST_CASE("whatever a job throws becomes an error of one line where the result is taken") {
  CHECK(complaintOf([](const std::stop_token&) -> int { throw Error("a.txt: line 3: expected a number"); }) ==
        "a.txt: line 3: expected a number");
  CHECK(complaintOf([](const std::stop_token&) -> int { throw std::bad_alloc(); }) ==
        "there is not enough memory");
  CHECK(complaintOf([](const std::stop_token&) -> int { throw std::runtime_error("two\nlines"); }) ==
        "two lines");
  CHECK(complaintOf([](const std::stop_token&) -> int { throw 3; }) == "an unknown failure");
}

TEST_CASE("a job that was cancelled says so, not an error") {
  BackgroundJob<int> job;
  job.start([](const std::stop_token&) -> int { throw Cancelled{}; });
  CHECK_THROWS_AS(static_cast<void>(job.take()), Cancelled);
}

TEST_CASE("work with progress stops when its job is told to") {
  std::atomic<int> rounds = 0;
  {
    BackgroundJob<int> job;
    job.start([&](const std::stop_token& stop) {
      const base::Progress progress = base::stoppedBy(stop);
      while (true) {
        progress(0);
        ++rounds;
        std::this_thread::sleep_for(1ms);
      }
      return 0;
    });
    while (rounds == 0) std::this_thread::sleep_for(1ms);
  }  // or it would go on for ever
  CHECK(rounds > 0);
}

TEST_CASE("a job that is destroyed or replaced is told to stop, and waited for") {
  std::atomic<int> ended = 0;
  const auto untilStopped = [&](const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(20ms);
    return ++ended;
  };
  {
    BackgroundJob<int> job;
    job.start(untilStopped);
  }
  CHECK(ended == 1);
  BackgroundJob<int> job;
  job.start(untilStopped);
  job = BackgroundJob<int>();
  CHECK(ended == 2);
  {
    job.start(untilStopped);
    const BackgroundJob<int> other = std::move(job);
    CHECK_FALSE(job.running());
    CHECK(other.running());
  }
  CHECK(ended == 3);
}
