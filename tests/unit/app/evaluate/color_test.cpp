#include <Eigen/Eigenvalues>
#include <cmath>
#include <random>
#include <thread>

#include "app/command/command_text.h"
#include "app/document/document.h"
#include "app/document/found_colorings.h"
#include "app/document/shown_coloring.h"
#include "app/evaluate/coloring_maker.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/make_coloring.h"
#include "app/look/cloud_colors.h"
#include "base/progress.h"
#include "catch.h"
#include "math/linear/similarity.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

namespace math = es::math;
namespace model = es::model;

ColorAnswer colorBy(Document& document, const std::string& line) {
  return std::get<ColorAnswer>(run(document, line));
}

math::Index rowsOf(const ColorAnswer& answer) {
  math::Index rows = 0;
  for (const ColorAnswer::Entry& entry : answer.legend) rows += entry.rows;
  return rows;
}

/// Words enough to be coloured without being asked for.
Document largeDocument() {
  std::mt19937 bits(1);
  std::normal_distribution<float> normal;
  math::RowMatrix rows(2'500, 6);
  for (math::Index i = 0; i < rows.size(); ++i) rows.data()[i] = normal(bits);
  std::vector<std::string> words;
  for (math::Index row = 0; row < rows.rows(); ++row) words.push_back("w" + std::to_string(row));
  return test::documentWith(test::makeTable(std::move(words), std::move(rows)));
}

}  // namespace

TEST_CASE("colouring by topics gives every word a hue, and can be undone") {
  Document document = test::smallDocument();
  const DocumentState before = document.state();
  const ColorAnswer answer = colorBy(document, "color topics 4");
  CHECK(rowsOf(answer) == before.space->table->size());
  REQUIRE(document.state().coloring);
  const Coloring& coloring = *document.state().coloring;
  CHECK(coloring.topics.size() == answer.legend.size());
  CHECK(coloring.classes.size() == static_cast<std::size_t>(before.space->table->size()));
  for (const ColoredTopic& topic : coloring.topics) {
    for (const math::Index row : topic.core)
      CHECK(coloring.classes[static_cast<std::size_t>(row)] % kTopicHues == topic.hue);
    CHECK_FALSE(topic.name.empty());
  }
  document.undo();
  CHECK(document.state() == before);
}

TEST_CASE("colouring by a direction follows sign and size of the dot product") {
  Document document = test::smallDocument();
  const ColorAnswer answer = colorBy(document, "color dot king - man");
  REQUIRE(answer.legend.size() == 5);
  CHECK(rowsOf(answer) == document.state().space->table->size());
  CHECK(*answer.legend.front().value == Approx(-*answer.legend.back().value));
  const model::EmbeddingTable& table = *document.state().space->table;
  const math::Vector direction = vectorOf(math::parseExpression("king - man"), table);
  const Coloring& coloring = *document.state().coloring;
  constexpr int kMiddle = kSignSteps / 2;
  for (math::Index row = 0; row < table.size(); ++row) {
    const double product = math::dot(direction, table.vector(row));
    const int step = coloring.classes[static_cast<std::size_t>(row)] - kMiddle;
    CHECK(step * product >= 0);
    const double share = std::min(1.0, std::abs(product) / coloring.fullProduct);
    CHECK(std::abs(std::abs(step) - kMiddle * share) <= 0.5 + 1e-9);
  }
}

TEST_CASE("what colours the points is written in sessions, and none stays none") {
  Document document = largeDocument();
  const auto commands = [&] {
    std::string text;
    for (const Command& command : sessionCommands(document.state())) text += formatCommand(command) + "\n";
    return text;
  };
  CHECK_FALSE(holds(commands(), "color"));  // by itself: the next one colours itself, too
  run(document, "color none");
  CHECK(holds(commands(), "color none\n"));
  finishColors(document.state(), {}, es::base::ignoreProgress());
  CHECK(document.state().space->colorings->made() == 0);
  CHECK_FALSE(shownColoring(document.state(), {}));
  run(document, "color dot w1 - w2");
  CHECK(holds(commands(), "color dot w1 - w2\n"));
  run(document, "color topics 3");
  CHECK(holds(commands(), "color topics 3\n"));
}

TEST_CASE("words colour themselves without a step of undo, and small tables do not") {
  Document document = largeDocument();
  CHECK_FALSE(shownColoring(document.state(), {}));
  const std::uint64_t revision = document.revision();
  ColoringMaker maker;
  maker.follow(document.state(), {});
  while (maker.working()) std::this_thread::yield();
  CHECK(document.revision() == revision);
  CHECK_FALSE(document.canUndo());
  const auto shown = shownColoring(document.state(), {});
  REQUIRE(shown);
  CHECK(shown->classes.size() == 2'500);
  // The command has the same ones.
  run(document, "color topics");
  CHECK(document.state().coloring == shown);
  Document small = test::smallDocument();
  ColoringMaker none;
  none.follow(small.state(), {});
  CHECK_FALSE(none.working());
  CHECK_FALSE(colorsByItself(*small.state().space));
}

TEST_CASE("the standing dot products colour the points of their own mode, and where no question stands") {
  Document document = test::smallDocument();
  ViewState words, line;
  line.mode = Mode::Directions;
  run(document, "dot king - man : queen woman");
  finishColors(document.state(), line, es::base::ignoreProgress());
  const auto shown = shownColoring(document.state(), line);
  REQUIRE(shown);
  CHECK(shownColoring(document.state(), words) == shown);
  ViewState labs;
  labs.mode = Mode::Labs;
  CHECK_FALSE(shownColoring(document.state(), labs));
  run(document, "neighbors king");
  CHECK_FALSE(shownColoring(document.state(), words));
  CHECK(shownColoring(document.state(), line) == shown);
  CHECK(shown->spec.direction == math::parseExpression("king - man"));
  run(document, "dot king - man : cat");
  CHECK(shownColoring(document.state(), line) == shown);  // the same direction
  run(document, "clear");
  CHECK_FALSE(shownColoring(document.state(), line));
  run(document, "dot king - man : cat");
  REQUIRE(shownColoring(document.state(), line) == shown);
  run(document, "color none");
  CHECK_FALSE(shownColoring(document.state(), line));
}

TEST_CASE("dot products go through all rows only where they are looked at, and once") {
  Document document = largeDocument();
  const FoundColorings& found = *document.state().space->colorings;
  const double rowsWork = 2'500 * 6;
  CHECK(estimatedWork(document.state(), parseCommand("dot w1 - w2 : w3 w4")) < rowsWork);
  for (const char* line : {"dot w1 - w2 : w3 w4", "dot w1 - w2 : w5", "dot w2 : w5", "dot w1 - w2 : w3"})
    run(document, line);
  CHECK(found.made() == 0);
  ViewState line;
  line.mode = Mode::Directions;
  ColoringMaker maker;
  maker.follow(document.state(), line);
  while (maker.working()) std::this_thread::yield();
  CHECK(found.made() == 1);
  const auto shown = shownColoring(document.state(), line);
  REQUIRE(shown);
  maker.follow(document.state(), line);
  finishColors(document.state(), line, es::base::ignoreProgress());
  CHECK(colorBy(document, "color dot w1 - w2").legend.size() == 5);
  CHECK(document.state().coloring == shown);
  CHECK(found.made() == 1);
}

TEST_CASE("until the dot products are found what colours the points goes on") {
  Document document = test::smallDocument();
  run(document, "color topics 4");
  run(document, "dot king - man : queen");
  ViewState line;
  line.mode = Mode::Directions;
  CHECK(shownColoring(document.state(), line) == document.state().coloring);
}

TEST_CASE("topics are searched once, whoever asks for them") {
  Document document = largeDocument();
  const FoundColorings& found = *document.state().space->colorings;
  ColoringMaker maker;
  maker.follow(document.state(), {});  // on its thread, meanwhile
  const auto answer = std::get<TopicsAnswer>(run(document, "topics"));
  const ColorAnswer colors = colorBy(document, "color topics");
  run(document, "slice topics");
  while (maker.working()) std::this_thread::yield();
  CHECK(found.made() == 1);
  REQUIRE(answer.topics.size() == colors.legend.size());
  for (std::size_t i = 0; i < answer.topics.size(); ++i) {
    CHECK(answer.topics[i].name == colors.legend[i].name);
    CHECK(answer.topics[i].rows == colors.legend[i].rows);
  }
  // Another number is another search, once; another seed colours nothing.
  run(document, "slice topics 5");
  CHECK(found.made() == 2);
  run(document, "color topics 5");
  run(document, "topics 5");
  CHECK(found.made() == 2);
  run(document, "topics 5 --seed 2");
  CHECK(found.made() == 2);
  CHECK(estimatedWork(document.state(), parseCommand("topics 5")) <
        estimatedWork(document.state(), parseCommand("topics 5 --seed 2")));
}

TEST_CASE("the slice of the topics is that of their means") {
  Document document = largeDocument();
  const auto answer = std::get<SliceAnswer>(run(document, "slice topics"));
  CHECK(answer.spec.kind == SliceKind::Topics);
  CHECK(answer.varianceShare > 0);
  const auto topics =
      document.state().space->colorings->get({ColorKind::Topics, ColorSpec::kUsualTopics, {}});
  REQUIRE(topics);
  // Oracle: no slice shows more of the means' variance; here their covariance's three largest eigenvalues.
  const Eigen::MatrixXd means = topics->means.cast<double>();
  const Eigen::MatrixXd centred = means.rowwise() - means.colwise().mean();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(centred.transpose() * centred);
  const double most = solved.eigenvalues().tail(3).sum();
  const Eigen::MatrixXd axes = document.state().sliced->slice.axes.cast<double>();
  CHECK((centred * axes).squaredNorm() == Approx(most).epsilon(1e-4));
  CHECK(holds(answerText(answer), "24 topics"));
}

TEST_CASE("colouring refuses what it cannot be") {
  Document document = test::smallDocument();
  CHECK(holds(errorOf([&] { run(document, "color"); }), "color"));
  CHECK(holds(errorOf([&] { run(document, "color blue"); }), "blue"));
  CHECK(holds(errorOf([&] { run(document, "color dot"); }), "formula"));
  CHECK(holds(errorOf([&] { run(document, "color dot nosuchword"); }), "nosuchword"));
  CHECK(holds(errorOf([&] { run(document, "color topics 0"); }), "from 1 to 1,000"));
  Document empty;
  CHECK(holds(errorOf([&] { run(empty, "color topics"); }), "open"));
  run(empty, "color none");
}
