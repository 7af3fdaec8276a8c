#include "app/session/session_file.h"

#include "app/command/command_text.h"
#include "app/session/session.h"
#include "base/error.h"
#include "catch.h"
#include "test_folder.h"

using namespace es::app;
namespace fs = std::filesystem;

namespace {

std::string fourWords(const TestFolder& folder, const char* name = "four.txt") {
  return folder.write(name, "king 1 2 3\nman 3 1 2\nwoman 2 3 1\nqueen 4 4 1\n").string();
}

void ask(Session& session, const std::string& line) {
  session.execute(parseCommand(line));
}

}  // namespace

TEST_CASE("what open takes a file for shows in it, or in its name") {
  const TestFolder folder;
  CHECK(fileKind(fourWords(folder)) == FileKind::Data);
  CHECK(fileKind(folder.write("a.es", "temperature 1\n")) == FileKind::Session);
  CHECK(fileKind(folder.write("saved", sessionVersionLine() + "temperature 1\n")) == FileKind::Session);
  CHECK(fileKind(folder.write("b.lesson", "#: title B\n")) == FileKind::Lesson);
  CHECK(fileKind(folder.path()) == FileKind::Data);
  CHECK(fileKind(folder.path("nothing")) == FileKind::Data);
  CHECK(mayOpenSession(parseCommand("open a.es")));
  for (const char* line :
       {"open default", "open embedding", "open a.txt --format glove-text", "neighbors king"})
    CHECK_FALSE(mayOpenSession(parseCommand(line)));
}

TEST_CASE("an opened session is the session: nothing of before leaks into it") {
  const TestFolder folder;
  Session first;
  ask(first, "open " + fourWords(folder));
  ask(first, "neighbors king - man 3 --metric dot");
  ask(first, "temperature 0.5");
  ask(first, "set grid off");
  ask(first, "camera yaw 12 distance 7");
  const std::string path = folder.path("first.es").string();
  ask(first, "save " + path);

  Session second;
  ask(second, "open " + fourWords(folder, "other.txt"));
  for (const char* line : {"centring on", "show woman ; queen", "softmax 1 2 3", "field man", "set labels 3",
                           "theme light", "camera yaw -80 pitch 5 target 1 2 3", "pairs king : man woman"})
    ask(second, line);
  const DocumentState before = second.document.state();
  const Answer answer = second.execute(parseCommand("open " + path));
  CHECK(std::get<OpenAnswer>(answer).format == "session");
  CHECK(std::get<OpenAnswer>(answer).warnings.empty());
  CHECK(second.script() == first.script());
  CHECK(second.document.state().shown.empty());
  CHECK(second.view.camera == first.view.camera);
  second.execute(UndoCommand{});
  CHECK(second.document.state() == before);  // one step
}

TEST_CASE("a session's line that fails is said, and the rest stands") {
  const TestFolder folder;
  const std::string words = fourWords(folder);
  const std::string path = folder
                               .write("x.es", "open " + words + "\nneighbors quene\nhologram on\nsave " +
                                                  folder.path("trap.es").string() + "\ntemperature 2\n")
                               .string();
  const OpenedSession opened = readSession(path, es::base::ignoreProgress());
  REQUIRE(opened.errors.size() == 3);
  for (const ScriptError& error : opened.errors) CHECK(error.origin.starts_with("x.es:"));
  CHECK(opened.document.temperature == 2);
  CHECK_FALSE(fs::exists(folder.path("trap.es")));  // it writes nothing
}

TEST_CASE("a session whose words are gone replaces nothing") {
  const TestFolder folder;
  Session session;
  ask(session, "open " + fourWords(folder));
  ask(session, "neighbors king");
  const DocumentState before = session.document.state();
  const std::string path =
      folder.write("x.es", "open " + folder.path("none.txt").string() + "\nneighbors king\n").string();
  CHECK_THROWS_AS(session.execute(parseCommand("open " + path)), es::Error);
  CHECK(session.document.state() == before);
}

TEST_CASE("opening a session can be cancelled") {
  const TestFolder folder;
  const std::string path = folder.write("x.es", "open " + fourWords(folder) + "\nneighbors king\n").string();
  CHECK_THROWS_AS(readSession(path, [](double) { throw es::Cancelled{}; }), es::Cancelled);
}

TEST_CASE("a session replaces no session of a newer version") {
  const TestFolder folder;
  const std::string newer = "# embedscope session, version 99\nhologram on\n";
  const std::string path = folder.write("x.es", newer).string();
  CHECK_THROWS_AS(writeSession(path, "temperature 1\n", es::base::Writing::MayReplace), es::Error);
  CHECK(readBytes(path) == newer);
  writeSession(folder.path("y.es").string(), "temperature 1\n", es::base::Writing::OnlyNew);
  CHECK(readBytes(folder.path("y.es")) == "temperature 1\n");
}

TEST_CASE("a name that is promised is given to nobody else") {
  const TestFolder folder;
  std::vector<std::string> promised;
  const fs::path first = freePath(folder.path(), ".png", promised);
  const fs::path second = freePath(folder.path(), ".png", promised);
  CHECK(first.filename() == "embedscope-001.png");
  CHECK(second.filename() == "embedscope-002.png");
  folder.write("embedscope-003.png", "");
  CHECK(freePath(folder.path(), ".png", promised).filename() == "embedscope-004.png");
}
