#include "app/command/command_text.h"
#include "app/session/session.h"
#include "catch.h"
#include "test_folder.h"

using namespace es::app;

namespace {

using Move = LessonCommand::Move;

void ask(Session& session, const std::string& line) {
  session.execute(parseCommand(line));
}

/// Carries a lesson's command out, with all that it stands for.
void teach(Session& session, const LessonCommand& command, LessonFiles files = {}) {
  for (const QueuedCommand& queued : session.teach(command, std::move(files))) {
    if (const auto* lesson = std::get_if<LessonCommand>(&queued.command)) {
      teach(session, *lesson);
    } else {
      session.execute(queued.command, queued.mergeWithLast);
    }
  }
}

void start(Session& session, const TestFolder& folder) {
  const auto path = folder.write("two.lesson",
                                 "#: title Two\n#: about Two.\n#> One.\nneighbors king\ntemperature 0.25\n"
                                 "#> Two.\nset labels 3\n");
  teach(session, {Move::Start, "two", {}}, {readLesson(path), {}});
}

std::string openFour(Session& session, const TestFolder& folder) {
  const auto words = folder.write("four.txt", "king 1 2 3\nman 3 1 2\nwoman 2 3 1\nqueen 4 4 1\n");
  ask(session, "open " + words.string());
  return words.string();
}

}  // namespace

TEST_CASE("what is kept during a lesson is what leaving it brings back") {
  const TestFolder folder;
  Session session;
  openFour(session, folder);
  ask(session, "neighbors queen - woman 2");
  ask(session, "temperature 2");
  ask(session, "set labels 9");
  const std::string own = session.script();
  CHECK(Session::scriptOf(session.ownPicture()) == own);
  start(session, folder);
  teach(session, {Move::Next, {}, {}});
  REQUIRE(session.script() != own);
  CHECK(session.hasOwnWork());
  CHECK(Session::scriptOf(session.ownPicture()) == own);
  teach(session, {Move::Try, {}, {}});
  ask(session, "neighbors man");
  CHECK(Session::scriptOf(session.ownPicture()) == own);
  start(session, folder);  // another lesson behind it
  CHECK(Session::scriptOf(session.ownPicture()) == own);
  teach(session, {Move::Leave, {}, {}});
  CHECK(session.script() == own);
  CHECK(session.hasOwnWork());
}

TEST_CASE("a lesson is no work of one's own, and what is asked after it is") {
  const TestFolder folder;
  Session session;
  openFour(session, folder);
  CHECK_FALSE(session.hasOwnWork());
  start(session, folder);
  REQUIRE(session.document.canUndo());
  CHECK_FALSE(session.hasOwnWork());
  teach(session, {Move::Leave, {}, {}});
  CHECK_FALSE(session.hasOwnWork());
  start(session, folder);
  CHECK_FALSE(session.hasOwnWork());
  teach(session, {Move::Leave, {}, {}});
  ask(session, "neighbors man");
  CHECK(session.hasOwnWork());
}

TEST_CASE("words that are opened during a lesson are kept, as leaving it keeps them") {
  const TestFolder folder;
  Session session;
  openFour(session, folder);
  start(session, folder);
  const auto others = folder.write("others.txt", "one 1 2 3\ntwo 3 1 2\nthree 2 3 1\nfour 4 4 1\n");
  ask(session, "open " + others.string());
  const std::string kept = Session::scriptOf(session.ownPicture());
  CHECK(kept.find("others.txt") != std::string::npos);
  teach(session, {Move::Leave, {}, {}});
  CHECK(session.script() == kept);
}
