#include <cmath>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using es::math::Index;
using test::errorOf;
using test::holds;
using test::run;

namespace {

NeighborsAnswer neighborsBy(Document& document, const std::string& line) {
  return std::get<NeighborsAnswer>(run(document, line));
}
RankAnswer rankBy(Document& document, const std::string& line) {
  return std::get<RankAnswer>(run(document, line));
}

std::vector<std::string> words(const NeighborsAnswer& answer, bool inputs) {
  std::vector<std::string> list;
  for (const Neighbor& neighbor : answer.ranked)
    if (neighbor.isInput == inputs) list.push_back(neighbor.word);
  return list;
}

}  // namespace

TEST_CASE("inputs are ranked but are no answers") {
  Document document = test::smallDocument();
  const NeighborsAnswer answer = neighborsBy(document, "neighbors king - man + woman 5");
  CHECK(words(answer, false).size() == 5);
  CHECK(words(answer, false).front() == "queen");  // made so
  for (const std::string& input : words(answer, true))
    CHECK((input == "king" || input == "man" || input == "woman"));
  CHECK_FALSE(answer.ranked.back().isInput);  // nothing after the last answer
  for (std::size_t i = 1; i < answer.ranked.size(); ++i)
    CHECK(answer.ranked[i - 1].score >= answer.ranked[i].score);
  CHECK(neighborsBy(document, "neighbors king").ranked.front().isInput);
}

TEST_CASE("with --keep-inputs the inputs are answers like any other") {
  Document document = test::smallDocument();
  const NeighborsAnswer answer = neighborsBy(document, "neighbors king 4 --keep-inputs");
  REQUIRE(answer.ranked.size() == 4);
  CHECK(answer.ranked.front().word == "king");
  CHECK(words(answer, true).empty());
  CHECK_FALSE(neighborsBy(document, "neighbors king").keepInputs);  // of one question only
}

TEST_CASE("K and metric stay in force") {
  Document document = test::smallDocument();
  neighborsBy(document, "neighbors king 3 --metric euclidean");
  const NeighborsAnswer next = neighborsBy(document, "neighbors cat");
  CHECK(next.count == 3);
  CHECK(next.metric == es::math::Metric::Euclidean);
  CHECK(words(next, false).size() == 3);
  CHECK(next.ranked.front().score == 0);  // cat itself, at no distance
  for (std::size_t i = 1; i < next.ranked.size(); ++i)
    CHECK(next.ranked[i - 1].score <= next.ranked[i].score);
  CHECK(words(neighborsBy(document, "neighbors king 1000"), false).size() == 59);
}

TEST_CASE("a new metric asks the standing question again") {
  Document document = test::smallDocument();
  neighborsBy(document, "neighbors king - man + woman 7");
  run(document, "metric dot");
  const NeighborsAnswer before = *document.state().neighbors;
  Document other = test::smallDocument();
  const NeighborsAnswer direct = neighborsBy(other, "neighbors king - man + woman 7 --metric dot");
  REQUIRE(before.ranked.size() == direct.ranked.size());
  CHECK(before.metric == direct.metric);
  for (std::size_t i = 0; i < direct.ranked.size(); ++i) CHECK(before.ranked[i].row == direct.ranked[i].row);
}

TEST_CASE("a rank is the place among the neighbours") {
  for (const std::string metric : {"cosine", "euclidean", "dot"}) {
    Document document = test::smallDocument();
    const NeighborsAnswer all = neighborsBy(document, "neighbors king - man 1000 --metric " + metric);
    Index place = 0;
    for (const Neighbor& neighbor : all.ranked) {
      if (neighbor.isInput) continue;
      ++place;
      const auto rank =
          std::get<RankAnswer>(applyCommand(document, RankCommand{all.expression, neighbor.word, {}}));
      INFO(metric << " " << neighbor.word);
      REQUIRE(rank.rank == place);
      REQUIRE(rank.score == Approx(neighbor.score));
      REQUIRE(rank.rows == 58);
    }
  }
}

TEST_CASE("an input asked for by name takes part in the ranking") {
  Document document = test::smallDocument();
  CHECK(rankBy(document, "rank king king").rank == 1);
  CHECK(rankBy(document, "rank king king").rows == 60);
  rankBy(document, "rank king cat --metric dot");
  CHECK(document.state().metric == es::math::Metric::Dot);
}

TEST_CASE("a word whose rank was asked is marked beside its question, once and while that stands") {
  Document document = test::smallDocument();
  const auto marked = [&] {
    std::vector<std::string> list;
    for (const PlacedWord& placed : document.state().neighbors->placed) list.push_back(placed.word);
    return list;
  };
  const NeighborsAnswer asked = neighborsBy(document, "neighbors king - man + woman 3");
  const NeighborsAnswer all = neighborsBy(document, "neighbors king - man + woman 1000");
  const std::vector<std::string> order = words(all, false);
  neighborsBy(document, "neighbors king - man + woman 3");
  run(document, "rank king - man + woman " + order[8]);
  run(document, "rank king - man + woman " + order[5]);
  run(document, "rank king - man + woman " + order[8]);
  run(document, "rank king - man + woman " + order[0]);  // an answer already
  run(document, "rank king " + order[7]);                // another question's
  CHECK(marked() == std::vector<std::string>{order[8], order[5]});
  CHECK(document.state().neighbors->placed[0].rank == 9);
  CHECK(words(*document.state().neighbors, false) == words(asked, false));
  neighborsBy(document, "neighbors king 3");
  CHECK(marked().empty());
  run(document, "clear");
  const DocumentState before = document.state();
  run(document, "rank king " + order[7]);
  CHECK(document.state() == before);  // nothing stands: nothing is marked
}

TEST_CASE("dot products follow the rules of a scalar product") {
  Document document = test::smallDocument();
  const auto dotBy = [&](const std::string& line) { return std::get<DotAnswer>(run(document, line)); };
  const double ab = dotBy("dot king : cat").items[0].dot;
  CHECK(dotBy("dot cat : king").items[0].dot == Approx(ab));
  CHECK(dotBy("dot 2*king : cat").items[0].dot == Approx(2 * ab));
  CHECK(dotBy("dot -king : cat").items[0].dot == Approx(-ab));
  CHECK(dotBy("dot king + dog : cat").items[0].dot ==
        Approx(ab + dotBy("dot dog : cat").items[0].dot).margin(1e-5));
  const DotAnswer self = dotBy("dot king : king zero");
  CHECK(self.items[0].dot == Approx(self.length * self.length));
  CHECK(self.items[0].cosine == Approx(1));
  CHECK(self.items[0].angleDegrees == Approx(0).margin(0.1));
  CHECK(self.items[1].dot == 0);
  CHECK(self.items[1].angleDegrees == 90);
}

TEST_CASE("an unknown word is named with the closest spellings") {
  Document document = test::smallDocument();
  const std::string line = errorOf([&] { run(document, "neighbors twoer"); });
  CHECK(holds(line, "no word \"twoer\" in small (60 words); did you mean tower"));
  CHECK(holds(errorOf([&] { run(document, "dot king : qeen"); }), "did you mean queen"));
  CHECK(errorOf([&] { run(document, "show zzzzzzzzzzzz"); }) ==
        "no word \"zzzzzzzzzzzz\" in small (60 words); none is spelt nearly so: try a more common word");
  CHECK(errorOf([&] { run(document, "show " + std::string(500'000, 'z')); }).size() < 500);
  CHECK(errorOf([&] { run(document, "show \x1b[2J\xff"); }).find('\x1b') == std::string::npos);
}

TEST_CASE("words are taken in the table's spelling") {
  Document document = test::smallDocument();
  CHECK(neighborsBy(document, "neighbors KING - Man").expression.terms[0].word == "king");
  CHECK(neighborsBy(document, "neighbors \"new york\" + \"sister-in-law\"").expression.terms[1].word ==
        "sister-in-law");
  CHECK(neighborsBy(document, "neighbors 1990 3").count == 3);
  CHECK(neighborsBy(document, "neighbors ÉTÉ").expression.terms[0].word == "été");
}

TEST_CASE("a formula without a direction is refused for the cosine only") {
  Document document = test::smallDocument();
  CHECK(holds(errorOf([&] { run(document, "neighbors cat - cat"); }), "no direction for the cosine"));
  CHECK(holds(errorOf([&] { run(document, "neighbors zero"); }), "zero is zero in every dimension"));
  CHECK(holds(errorOf([&] { run(document, "rank zero cat"); }), "no direction"));
  CHECK(words(neighborsBy(document, "neighbors cat - cat 3 --metric euclidean"), false).front() == "zero");
  CHECK(holds(errorOf([&] { run(document, "metric cosine"); }), "no direction"));
  CHECK(document.state().metric == es::math::Metric::Euclidean);
}

TEST_CASE("questions built by hand are checked too") {
  Document document = test::smallDocument();
  CHECK(holds(errorOf([&] { applyCommand(document, NeighborsCommand{}); }), "formula is empty"));
  CHECK(holds(errorOf([&] {
                applyCommand(document, NeighborsCommand{{{{1, "king"}}}, 0, {}, false});
              }),
              "at least 1"));
  CHECK(holds(errorOf([&] {
                applyCommand(document, LogitsCommand{{{{1, "king"}}}, {}});
              }),
              "at least one word"));
}

TEST_CASE("values of 1e38 give no NaN") {
  es::math::RowMatrix rows(4, 3);
  rows << 1e38F, 1e38F, 1e38F, -1e38F, 1e38F, 0, 0, 0, 1e38F, 1, 0, 0;
  Document document = test::documentWith(test::makeTable({"a", "b", "c", "d"}, rows));
  for (const std::string metric : {"cosine", "euclidean", "dot"}) {
    const NeighborsAnswer answer = neighborsBy(document, "neighbors a --metric " + metric);
    for (const Neighbor& neighbor : answer.ranked) {
      INFO(metric << " " << neighbor.word << " " << neighbor.score);
      CHECK_FALSE(std::isnan(neighbor.score));
    }
  }
  const auto dots = std::get<DotAnswer>(run(document, "dot a - b : a b c d"));
  for (const DotItem& item : dots.items) {
    CHECK(std::isfinite(item.dot));
    CHECK(std::isfinite(item.cosine));
    CHECK(std::isfinite(item.angleDegrees));
  }
  for (const std::string slice : {"slice pca", "slice random 1", "slice fit a b"}) {
    run(document, slice);
    CHECK(document.state().sliced->points.allFinite());
    CHECK(std::isfinite(document.state().sliced->varianceShare));
    const auto projected = std::get<ProjectAnswer>(run(document, "project a b c d"));
    for (const ProjectedWord& word : projected.items) {
      CHECK(std::isfinite(word.length));
      CHECK(word.shownShare >= 0);
      CHECK(word.shownShare <= 1 + 1e-6);
    }
  }
  CHECK(holds(errorOf([&] { run(document, "neighbors 5*a"); }), "smaller factors"));
}
