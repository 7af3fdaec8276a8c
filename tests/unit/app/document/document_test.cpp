#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/progress.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

TEST_CASE("undo and redo walk through the very states") {
  Document document = test::smallDocument();
  const DocumentState start = document.state();
  run(document, "neighbors king");
  const DocumentState asked = document.state();
  run(document, "slice random 3");
  const DocumentState sliced = document.state();
  document.undo();
  CHECK(document.state() == asked);
  document.undo();
  CHECK(document.state() == start);
  document.redo();
  document.redo();
  CHECK(document.state() == sliced);
  CHECK_FALSE(document.canRedo());
  CHECK(holds(errorOf([&] { document.redo(); }), "nothing to redo"));
  document.undo();
  run(document, "temperature 2");
  CHECK_FALSE(document.canRedo());
}

TEST_CASE("what changes nothing leaves no step") {
  Document document = test::smallDocument();
  run(document, "neighbors king 5");
  run(document, "dot cat : dog");
  run(document, "slice random 1");
  run(document, "show cat");
  const auto revision = document.revision();
  for (const char* line :
       {"neighbors king 5", "neighbors King", "dot cat : dog", "slice random 1", "show cat", "info",
        "rank dog cat", "project cat", "metric cosine", "temperature 1", "centring off", "select king"}) {
    run(document, line);
    INFO(line);
    CHECK(document.revision() == revision);
  }
}

TEST_CASE("a failed command changes nothing") {
  Document document = test::smallDocument();
  run(document, "neighbors king");
  const DocumentState before = document.state();
  const auto revision = document.revision();
  for (const char* line :
       {"neighbors kingg 3 --metric dot", "show cat nosuchword", "slice axes cat ; cat ; dog",
        "slice fit nosuchword", "open /nowhere/at/all.txt", "hide cat", "neighbors cat - cat"}) {
    INFO(line);
    errorOf([&] { run(document, line); });
    CHECK(document.state() == before);
    CHECK(document.revision() == revision);
  }
}

TEST_CASE("a drag is one step, whatever its beginning did") {
  Document document = test::smallDocument();
  run(document, "show cat");
  const auto drag = [&](double temperature, bool merge) {
    document.commit(
        evaluate(document.state(), TemperatureCommand{temperature}, es::base::ignoreProgress()).state, merge);
  };
  drag(1, false);  // the mouse goes down where the slider stands: no change yet
  drag(2, true);
  drag(3, true);
  document.undo();
  CHECK(document.state().temperature == 1);
  CHECK(document.state().shown.size() == 1);

  drag(2, false);
  drag(4, true);
  drag(1, true);  // back to where it began
  drag(5, true);
  document.undo();
  CHECK(document.state().temperature == 1);
  document.undo();
  CHECK(document.state().shown.empty());
}

TEST_CASE("history is bounded") {
  Document document;
  for (int i = 1; i <= 500; ++i) applyCommand(document, TemperatureCommand{1.0 + i});
  int steps = 0;
  for (; document.canUndo(); ++steps) document.undo();
  CHECK(steps == 200);
  CHECK(document.state().temperature == 301);
}

TEST_CASE("only document commands are the document's") {
  for (const char* line :
       {"open a", "info", "neighbors a", "rank a b", "dot a : b", "project a", "metric dot", "slice pca",
        "centring on", "show a", "hide", "select", "clear", "softmax 1", "logits a : b", "temperature 1"}) {
    INFO(line);
    CHECK(isDocumentCommand(parseCommand(line)));
  }
  for (const char* line : {"camera reset", "theme dark", "set turn on", "screenshot a", "save a", "run a",
                           "undo", "redo", "help", "quit"}) {
    INFO(line);
    CHECK_FALSE(isDocumentCommand(parseCommand(line)));
  }
}

TEST_CASE("work grows with the table, and opening is never short") {
  const DocumentState state = test::stateWith(test::smallTable());
  CHECK(estimatedWork(state, parseCommand("neighbors king")) == 60 * 8);
  CHECK(estimatedWork(state, parseCommand("slice random 1")) >
        estimatedWork(state, parseCommand("neighbors king")));
  CHECK(estimatedWork(state, parseCommand("metric dot")) == 0);
  CHECK(estimatedWork({}, parseCommand("open x")) > 1e12);
}
