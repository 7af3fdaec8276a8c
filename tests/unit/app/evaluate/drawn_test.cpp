#include "app/document/document.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

ShowAnswer shownBy(Document& document, const std::string& line) {
  return std::get<ShowAnswer>(run(document, line));
}

}  // namespace

TEST_CASE("show appends without doubles, hide takes away") {
  Document document = test::smallDocument();
  CHECK(shownBy(document, "show cat dog cat").items.size() == 2);
  CHECK(shownBy(document, "show Cat \"new york\"").items.size() == 3);  // Cat is cat here
  CHECK(shownBy(document, "hide dog").items.size() == 2);
  CHECK(holds(errorOf([&] { run(document, "hide dog"); }), "dog is not shown"));
  CHECK(shownBy(document, "hide").items.empty());
}

TEST_CASE("the standing question is drawn but not added to what show asked for") {
  Document document = test::smallDocument();
  run(document, "show cat");
  run(document, "neighbors king - man + woman");
  CHECK(document.state().shown.size() == 1);
  run(document, "neighbors queen");
  CHECK(document.state().shown.size() == 1);
  const ShowAnswer answer = shownBy(document, "show dog");
  REQUIRE(answer.items.size() == 3);
  CHECK(answer.items[0].text == "queen");
  CHECK(answer.selected == "queen");
  CHECK(shownBy(document, "hide queen").items.size() == 2);
  CHECK_FALSE(document.state().neighbors);
}

TEST_CASE("a one-word question is selected, another selects nothing") {
  Document document = test::smallDocument();
  run(document, "neighbors king");
  CHECK(document.state().selected == 1);
  run(document, "neighbors king - man");
  CHECK_FALSE(document.state().selected);
  run(document, "neighbors -king");
  CHECK_FALSE(document.state().selected);
  CHECK(shownBy(document, "select cat").selected == "cat");
  CHECK_FALSE(shownBy(document, "select").selected);
}

TEST_CASE("clear keeps table, slice, metric and softmax") {
  Document document = test::smallDocument();
  for (const char* line :
       {"neighbors king --metric dot", "dot cat : dog", "show cat", "slice random 4", "softmax 1 2"})
    run(document, line);
  run(document, "clear");
  const DocumentState& state = document.state();
  CHECK_FALSE(state.neighbors);
  CHECK_FALSE(state.dots);
  CHECK(state.shown.empty());
  CHECK_FALSE(state.selected);
  CHECK(state.metric == es::math::Metric::Dot);
  CHECK(state.sliceSpec.seed == 4);
  CHECK(state.softmax.logits.size() == 2);
}

TEST_CASE("without a table nothing is drawn and a word cannot be") {
  Document document;
  CHECK(shownBy(document, "hide").items.empty());
  CHECK(shownBy(document, "select").items.empty());
  for (const char* line : {"show king", "neighbors king", "rank king queen", "dot a : b", "project a",
                           "slice pca", "info", "select king", "logits a : b"}) {
    INFO(line);
    CHECK(errorOf([&] { run(document, line); }) == "no words are open; try: open PATH");
  }
}
