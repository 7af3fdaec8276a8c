#include "app/program/reading_job.h"

#include <atomic>
#include <thread>

#include "app/command/command_text.h"
#include "base/error.h"
#include "catch.h"

using namespace es::app;

namespace {

QueuedCommand openCommand() {
  return {parseCommand("open x.es"), "y.es:3"};
}

/// Goes on until it is told to stop.
ReadingJob::Continuation readForEver(const es::base::Progress& progress) {
  while (true) progress(0.25);
}

template <class Condition>
void waitUntil(const Condition& condition) {
  while (!condition()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("what was read is done where it is taken, and not before") {
  std::atomic<bool> woken = false;
  bool done = false;
  ReadingJob job([&] { woken = true; });
  CHECK_FALSE(job.progress());
  job.start(openCommand(), [&](const es::base::Progress&) { return [&] { done = true; }; });
  waitUntil([&] { return woken.load(); });
  CHECK(job.ready());
  CHECK_FALSE(done);
  job.take()();
  CHECK(done);
  CHECK_FALSE(job.running());
}

TEST_CASE("a reading that is cancelled ends, and the next one begins anew") {
  ReadingJob job({});
  job.start(openCommand(), readForEver);
  waitUntil([&] { return job.progress().has_value(); });
  CHECK(job.progress()->text == "opening x.es");
  CHECK(job.progress()->share == 0.25);
  CHECK(job.origin() == "y.es:3");
  job.cancel();
  CHECK_THROWS_AS(job.take(), es::Cancelled);
  bool done = false;
  job.start(openCommand(), [&](const es::base::Progress& progress) {
    progress(0);
    return [&] { done = true; };
  });
  CHECK_FALSE(job.progress());  // nothing of the one before
  job.take()();
  CHECK(done);
}

TEST_CASE("what is cancelled after it was read is not done") {
  ReadingJob job({});
  job.start(openCommand(), [](const es::base::Progress&) { return [] { FAIL("it was done"); }; });
  waitUntil([&] { return job.ready(); });
  job.cancel();
  CHECK_THROWS_AS(job.take(), es::Cancelled);
}

TEST_CASE("the program's end does not wait for what is read to its end") {
  std::atomic<bool> begun = false;
  {
    ReadingJob job({});
    job.start(openCommand(), [&](const es::base::Progress& progress) {
      begun = true;
      return readForEver(progress);
    });
    waitUntil([&] { return begun.load(); });
  }
  SUCCEED("it ended");
}

TEST_CASE("what goes wrong is one error for whoever takes it") {
  ReadingJob job({});
  job.start(openCommand(),
            [](const es::base::Progress&) -> ReadingJob::Continuation { throw es::Error("no such file"); });
  CHECK_THROWS_AS(job.take(), es::Error);
}
