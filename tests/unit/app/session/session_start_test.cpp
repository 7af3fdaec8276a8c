#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/platform/desktop/paths.h"
#include "app/session/session.h"
#include "base/error.h"
#include "catch.h"
#include "small_space.h"

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

TEST_CASE("a framed camera is fitted to the shape of each picture until it is moved") {
  Session session;
  session.document.commit(es::test::smallDocument());
  session.space.follow(session.document.state(), false);
  NeighborsCommand ask;
  ask.expression = es::math::parseExpression("king - man + woman");
  session.execute(ask);
  session.space.follow(session.document.state(), false);
  const CameraPose unframed = session.view.camera;
  session.fitCamera(0.2F);
  CHECK(session.view.camera == unframed);

  CameraCommand frame;
  frame.move = CameraCommand::Move::Frame;
  session.execute(frame);
  const CameraPose narrow = session.view.camera;
  session.fitCamera(3.0F);
  const CameraPose wide = session.view.camera;
  CHECK(wide.distance < narrow.distance);
  CHECK(wide.yawDegrees == narrow.yawDegrees);
  session.fitCamera(0.2F);
  CHECK(session.view.camera.distance == Approx(narrow.distance));

  CameraCommand turn;
  turn.yawDegrees = 12;
  session.execute(turn);
  const CameraPose turned = session.view.camera;
  session.fitCamera(3.0F);
  CHECK(session.view.camera == turned);
}

TEST_CASE("the reader is opened by its name where it came along, and missed in one line elsewhere") {
  const Command command = OpenCommand{"reader", {}, {}};
  if (const auto path = findReader()) {
    CHECK(std::get<OpenCommand>(withResolvedPath(command)).path == path->string());
    CHECK(assetName(path->string()) == "reader");
    REQUIRE(firstCommands("reader").size() == 1);
    return;
  }
  try {
    (void)withResolvedPath(command);
    FAIL("it is not there");
  } catch (const es::Error& error) {
    const std::string line = error.what();
    CHECK(line.find("reader.safetensors") != std::string::npos);
    CHECK(line.find('\n') == std::string::npos);
  }
}
