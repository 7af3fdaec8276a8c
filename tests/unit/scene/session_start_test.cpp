#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/session.h"
#include "catch.h"

using namespace es::app;

namespace {

/// What two sittings are to a person.
void checkSame(const Session& found, const Session& expected) {
  const DocumentState &a = found.document.state(), &b = expected.document.state();
  REQUIRE((a.space == nullptr) == (b.space == nullptr));
  if (a.space) {
    CHECK(a.space->table->source().path == b.space->table->source().path);
    CHECK(a.space->components.axes == b.space->components.axes);
    CHECK(a.sliced->points == b.sliced->points);
    CHECK(a.sliced->varianceShare == b.sliced->varianceShare);
  }
  REQUIRE((a.model.model == nullptr) == (b.model.model == nullptr));
  if (a.model.model) CHECK(a.model.model->source.path == b.model.model->source.path);
  CHECK(a.model.space.dims == b.model.space.dims);
  CHECK(a.model.space.note == b.model.space.note);
  CHECK(found.document.canUndo() == expected.document.canUndo());
  CHECK(found.space.positions().size() == expected.space.positions().size());
  CHECK(found.script() == expected.script());
}

void check(const std::string& file) {
  Session expected;
  for (const QueuedCommand& first : firstCommands(file)) expected.execute(first.command, first.mergeWithLast);
  Session found;
  found.openFirst(file, [](const es::Error& error) { FAIL_CHECK(error.what()); });
  checkSame(found, expected);
}

}  // namespace

TEST_CASE("the start opens what its commands would one after the other") {
  const auto folder = std::filesystem::temp_directory_path();
  const std::string words = (folder / "embedscope-start.txt").string();
  std::ofstream(words) << "one 1 2 3\ntwo 3 1 2\nthree 2 3 1\nfour 4 4 1\n";
  check("");     // the model beside its own words
  check(words);  // and beside others
  check(std::get<OpenCommand>(withResolvedPath(OpenCommand{"story", {}, {}})).path);  // and alone
  std::filesystem::remove(words);
}

TEST_CASE("a start with a file that cannot be opened opens nothing") {
  std::vector<std::string> errors;
  Session session;
  session.openFirst("/nowhere/words.txt", [&](const es::Error& error) { errors.emplace_back(error.what()); });
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().find("/nowhere/words.txt") != std::string::npos);
  CHECK(session.document.state() == DocumentState{});
}
