// `where`, `label` and mean(where): which rows stay, what is refused, and what undo, sessions and other
// tables make of it.
#include <nlohmann/json.hpp>
#include <string>

#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "app/document/caption.h"
#include "app/document/columns/point_label.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"
#include "test_folder.h"

using namespace es;
using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

const char* const kSongs =
    "word,x1,x2,genre,year,title\n"
    "a,1,0,jazz,1950,A long title of a song that goes on and on and never ends\n"
    "b,0,1,rock,1960,b\n"
    "c,0.5,0.5,jazz,NA,c\n"
    "d,3,1,jazz,1999,\n"
    "e,-1,2,rock,1991,e\n";

Document opened(const TestFolder& folder, const std::string& text = kSongs) {
  Document document;
  applyCommand(document, OpenCommand{folder.write("songs.csv", text).string(), {}, {}});
  return document;
}

WhereAnswer where(Document& document, const std::string& line) {
  return std::get<WhereAnswer>(run(document, line));
}

Document rebuilt(const Document& document) {
  Document again;
  for (const Command& command : sessionCommands(document.state()))
    applyCommand(again, parseCommand(formatCommand(command)));
  return again;
}

}  // namespace

TEST_CASE("where leaves the rows that meet its condition, and alone takes it away") {
  const TestFolder folder;
  Document document = opened(folder);
  const WhereAnswer answer = where(document, "where year > 1955 and genre = \"rock\"");
  CHECK(answer.rows == 2);
  CHECK(answer.of == 5);
  CHECK(answerText(Answer{answer}) == "2 of 5 words: year > 1955 and genre = rock");
  CHECK(answerJson("where", Answer{answer})["condition"] == "year > 1955 and genre = rock");
  REQUIRE(document.state().filter);
  CHECK_FALSE(document.state().filter->keeps(0));
  CHECK(document.state().filter->keeps(1));
  CHECK(captionOf(document.state()) == "2 of 5 words: those where year > 1955 and genre = rock.");
  const WhereAnswer all = where(document, "where");
  CHECK(all.rows == 5);
  CHECK_FALSE(all.condition);
  CHECK_FALSE(document.state().filter);
  CHECK(where(document, "where year > 3000").rows == 0);
}

TEST_CASE("where refuses what is not there, and offers what is") {
  const TestFolder folder;
  Document document = opened(folder);
  where(document, "where year > 1955");
  const DocumentState before = document.state();
  CHECK(holds(errorOf([&] { run(document, "where yeer > 1955"); }), "did you mean year?"));
  CHECK(holds(errorOf([&] { run(document, "where genre = Jazz"); }), "did you mean jazz?"));
  CHECK(holds(errorOf([&] { run(document, "where genre = polka"); }), "columns genre lists its values"));
  CHECK(holds(errorOf([&] { run(document, "where year"); }), "a comparison is missing"));
  CHECK(holds(errorOf([&] { run(document, "where word matches \"(\""); }), "is no regular expression"));
  CHECK(document.state() == before);
  Document none;
  CHECK_THROWS_AS(run(none, "where year > 1"), Error);
}

TEST_CASE("a condition is undone, saved with the session, and goes along to a table that has its columns") {
  const TestFolder folder;
  Document document = opened(folder);
  where(document, "where genre = jazz or not year >= 1960");
  run(document, "label title");
  const Document again = rebuilt(document);
  REQUIRE(again.state().filter);
  CHECK(again.state().filter->condition == document.state().filter->condition);
  CHECK(again.state().filter->rows.keeps == document.state().filter->rows.keeps);
  CHECK(again.state().labelColumn == "title");
  document.undo();
  document.undo();
  CHECK_FALSE(document.state().filter);
  document.redo();
  REQUIRE(document.state().filter);
  const auto same = document.state().filter;
  where(document, "where genre = jazz or not year >= 1960");
  CHECK(document.state().filter == same);  // asked again it is no new one
  applyCommand(
      document,
      OpenCommand{folder.write("two.csv", "word,x1,x2,genre,year\nu,1,2,jazz,1\nv,2,1,folk,1990\n").string(),
                  {},
                  {}});
  REQUIRE(document.state().filter);
  CHECK(document.state().filter->rows.count == 1);
  const auto plain = std::get<OpenAnswer>(
      applyCommand(document, OpenCommand{folder.write("plain.txt", "a 1 2\nb 3 4\n").string(), {}, {}}));
  CHECK_FALSE(document.state().filter);
  REQUIRE_FALSE(plain.warnings.empty());
  CHECK(holds(plain.warnings.back(), "all words are shown"));
}

TEST_CASE("neighbours are of all rows, and say which of them the condition hides") {
  const TestFolder folder;
  Document document = opened(folder);
  where(document, "where genre = jazz");
  const auto answer = std::get<NeighborsAnswer>(run(document, "neighbors a 4"));
  REQUIRE(answer.ranked.size() >= 4);
  for (const Neighbor& neighbor : answer.ranked)
    CHECK(neighbor.isOutside == (neighbor.word == "b" || neighbor.word == "e"));
  CHECK(holds(answerText(Answer{answer}), "of all words, not only where genre = jazz"));
  const auto json = answerJson("neighbors", Answer{answer});
  CHECK(json["where"] == "genre = jazz");
  CHECK(json["answers"][0].contains("hidden"));
  run(document, "where");
  CHECK_FALSE(answerJson("neighbors", run(document, "neighbors a 4")).contains("where"));
}

TEST_CASE("mean(where) is the mean of the rows that stay, and goes with its condition") {
  const TestFolder folder;
  Document document = opened(folder);
  CHECK(holds(errorOf([&] { run(document, "neighbors mean(where)"); }), "try: where"));
  where(document, "where genre = jazz");
  const auto answer = std::get<NeighborsAnswer>(run(document, "neighbors mean(where) - b 3"));
  CHECK(answer.query(0) == Approx(4.5 / 3));
  CHECK(answer.query(1) == Approx(1.5 / 3 - 1));
  CHECK(formatCommand(parseCommand("neighbors 2*mean(where) - b")) == "neighbors 2*mean(where) - b");
  const Document again = rebuilt(document);
  REQUIRE(again.state().neighbors);
  CHECK(again.state().neighbors->query == answer.query);
  where(document, "where genre = rock");
  CHECK_FALSE(document.state().neighbors);
  run(document, "slice axes mean(where) ; a ; b");
  run(document, "where");
  CHECK(document.state().sliceSpec.kind == SliceKind::Pca);
  where(document, "where year > 3000");
  CHECK(holds(errorOf([&] { run(document, "show mean(where)"); }), "leaves no word"));
}

TEST_CASE("labels are a column's values, cut to a few words, or the words again") {
  const TestFolder folder;
  Document document = opened(folder);
  CHECK(pointLabel(document.state(), 0) == "a");
  run(document, "label title");
  CHECK(pointLabel(document.state(), 1) == "b");
  CHECK(pointLabel(document.state(), 3) == "d");  // without a value
  CHECK(pointLabel(document.state(), 0) == "A long title of a song that goes on …");
  run(document, "label year");
  CHECK(pointLabel(document.state(), 0) == "1950");
  CHECK(holds(errorOf([&] { run(document, "label tilte"); }), "did you mean title?"));
  run(document, "label");
  CHECK(pointLabel(document.state(), 0) == "a");
  CHECK(beginningOf("éa日本", 2) == "éa…");
  CHECK(beginningOf("éa日本", 4) == "éa日本");
}
