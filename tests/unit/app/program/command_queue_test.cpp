#include "app/program/command_queue.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "catch.h"

using namespace es::app;

namespace {

QueuedCommand numbered(int number) {
  return {RunCommand{std::to_string(number)}, "script:" + std::to_string(number)};
}

std::vector<QueuedCommand> numbers(int first, int count) {
  std::vector<QueuedCommand> commands;
  for (int i = 0; i < count; ++i) commands.push_back(numbered(first + i));
  return commands;
}

std::vector<std::string> drained(CommandQueue& queue) {
  std::vector<std::string> order;
  while (!queue.empty()) {
    const std::string origin = queue.front().origin;
    const QueuedCommand taken = queue.take();
    CHECK(taken.origin == origin);
    order.push_back(std::get<RunCommand>(taken.command).path);
  }
  return order;
}

}  // namespace

TEST_CASE("commands are taken in the order they came, what a script says before all that waits") {
  CommandQueue queue;
  CHECK(queue.empty());
  queue.push(numbered(1));
  queue.push(numbered(2));
  queue.insertFirst(numbers(10, 3), "a script");
  queue.insertFirst({}, "an empty one");
  queue.push(numbered(3));
  CHECK(queue.size() == 6);
  CHECK(drained(queue) == std::vector<std::string>{"10", "11", "12", "1", "2", "3"});
}

TEST_CASE("a command keeps where it came from and whether it joins the one before") {
  CommandQueue queue;
  queue.push({RunCommand{"x"}, "lesson.es:12", true, true});
  const QueuedCommand taken = queue.take();
  CHECK(taken.origin == "lesson.es:12");
  CHECK(taken.mergeWithLast);
  CHECK(taken.quiet);
}

TEST_CASE("a full queue takes no more; a script that would overfill it empties it, in its own name") {
  CommandQueue queue;
  const int most = static_cast<int>(CommandQueue::kMost);
  queue.insertFirst(numbers(0, most), "just enough");
  CHECK(queue.size() == CommandQueue::kMost);
  CHECK_THROWS_AS(queue.push(numbered(-1)), es::Error);
  CHECK(queue.size() == CommandQueue::kMost);  // those that waited go on
  try {
    queue.insertFirst(numbers(0, 1), "itself.es");
    FAIL("expected an error");
  } catch (const es::Error& error) {
    CHECK(std::string(error.what()).starts_with("itself.es: too many commands are waiting"));
  }
  CHECK(queue.empty());
  queue.push(numbered(5));
  CHECK(drained(queue) == std::vector<std::string>{"5"});
}
