#include "app/figures/trace_figure.h"

#include <algorithm>

#include "app/document/states.h"
#include "app/document/trace_compare.h"
#include "catch.h"
#include "small_traces.h"

namespace {

using namespace es;
using app::PathLength;

constexpr math::Index kDims = 5;

math::Vector startVector() {
  return math::Vector::LinSpaced(kDims, 1, 2);
}

/// The same path, but moved to the side from one state on by a share of its start's length.
app::TokenTrace movedFrom(app::TokenTrace trace, math::Index step, float share) {
  const float length = trace.vectors.row(0).norm();
  for (; step < trace.vectors.rows(); ++step) trace.vectors(step, 0) += share * length;
  return trace;
}

/// Words are tokens, cut at spaces; ids count the words.
class WordTokenizer : public model::Tokenizer {
 public:
  int size() const override { return 6; }
  std::vector<model::TokenPiece> encode(std::string_view text) const override {
    std::vector<model::TokenPiece> pieces;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin + 1), text.size());
      pieces.push_back({static_cast<int>(pieces.size()), begin, end});
      begin = end;
    }
    return pieces;
  }
  std::string decode(std::span<const int>) const override { return {}; }
  std::string text(int id) const override { return " token" + std::to_string(id); }
  std::optional<std::string> word(int) const override { return {}; }
  bool isEnd(int) const override { return false; }
  std::optional<int> find(std::string_view) const override { return {}; }
};

/// A model of one layer whose output row i is (10 i, 10 i + 1, ...), two dimensions wider than the words.
std::shared_ptr<const model::LanguageModel> countingModel() {
  model::TransformerConfig config;
  config.dims = kDims + 2 + 1;
  config.layers = config.heads = config.kvHeads = 1;
  config.headDims = config.hidden = config.dims;
  config.vocabulary = 6;
  config.context = 8;
  const auto matrix = [](int rows, int cols) {
    model::WeightMatrix weights{rows, cols, std::vector<float>(static_cast<std::size_t>(rows * cols))};
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        std::get<0>(weights.values)[static_cast<std::size_t>(row * cols + col)] =
            static_cast<float>(10 * row + col);
      }
    }
    return weights;
  };
  const int d = config.dims;
  model::TransformerWeights weights;
  weights.embedding = matrix(config.vocabulary, d);
  weights.unembedding = matrix(config.vocabulary, d);
  weights.finalGain.assign(static_cast<std::size_t>(d), 1);
  model::BlockWeights block;
  block.attentionGain = block.mlpGain = weights.finalGain;
  block.query = block.key = block.value = block.output = matrix(d, d);
  block.gate = block.up = block.down = matrix(d, d);
  weights.blocks.push_back(std::move(block));
  auto made = std::make_shared<model::LanguageModel>();
  made->transformer = std::make_shared<const model::Transformer>(config, std::move(weights));
  made->tokenizer = std::make_shared<const WordTokenizer>();
  return made;
}

/// A standing text of so many tokens with these logits for the next one.
std::shared_ptr<const app::TextState> readText(const model::LanguageModel& model, const std::string& text,
                                               int tokens, std::vector<float> logits) {
  auto state = std::make_shared<app::TextState>();
  state->text = text;
  state->reading = std::make_shared<const model::Reading>(
      model::Reading{std::vector<int>(static_cast<std::size_t>(tokens)),
                     model::KvCache(model.config()),
                     {},
                     std::move(logits)});
  return state;
}

}  // namespace

TEST_CASE("two paths part where a quarter of the start's length lies between them") {
  const app::TokenTrace path = test::wanderingPath("king", startVector(), 3);
  CHECK_FALSE(app::partingStep(path, path));
  CHECK_FALSE(app::partingStep(path, movedFrom(path, 2, 0.249F)));
  CHECK(app::partingStep(path, movedFrom(path, 2, 0.251F)) == 2);
  CHECK(app::partingStep(movedFrom(path, 2, 0.251F), path) == 2);
  CHECK(app::partingStep(path, movedFrom(path, 6, 0.5F)) == 6);
  CHECK(app::partingStep(path, movedFrom(path, 0, 0.5F)) == 0);
  // A wide way apart and back again: the first time counts.
  app::TokenTrace there = movedFrom(path, 3, 0.5F);
  there.vectors.row(6) = path.vectors.row(6);
  CHECK(app::partingStep(path, there) == 3);
}

TEST_CASE("paths that cannot be compared do not part") {
  const app::TokenTrace path = test::wanderingPath("king", startVector(), 3);
  app::TokenTrace other = movedFrom(path, 1, 1);
  other.id = path.id + 1;
  CHECK_FALSE(app::partingStep(path, other));
  CHECK_FALSE(app::partingStep(path, test::wanderingPath("king", startVector(), 2, 9)));
  CHECK_FALSE(app::partingStep(app::TokenTrace{}, app::TokenTrace{}));
}

TEST_CASE("as directions all states are as long as the first and point where they did") {
  app::TokenTrace path = test::wanderingPath("king", startVector(), 3);
  path.vectors.row(4).setZero();
  CHECK(app::drawnStates(path, PathLength::Vectors) == path.vectors);
  const math::RowMatrix states = app::drawnStates(path, PathLength::Directions);
  CHECK(states.row(0) == path.vectors.row(0));
  for (math::Index step = 0; step < states.rows(); ++step) {
    INFO(step);
    if (step == 4) {
      CHECK(states.row(step).isZero());
      continue;
    }
    CHECK(states.row(step).norm() == Approx(startVector().norm()));
    CHECK(states.row(step).normalized().isApprox(path.vectors.row(step).normalized(), 1e-5F));
  }
}

TEST_CASE("a named token's path says where it comes from, the many of a whole text only what they are") {
  const app::TokenTrace king = test::wanderingPath(" king", startVector(), 2);
  app::ModelState model;
  model.traces = {test::traceOf("the old king", {king})};
  app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  REQUIRE(figure.paths.size() == 1);
  CHECK(figure.paths[0].startLabel == "king");
  CHECK(figure.paths[0].endLabel == "king in “the old king”");
  CHECK_FALSE(figure.paths[0].thin);
  CHECK(figure.paths[0].stepLabels == std::vector<std::string>{"L0", "L0", "L1", "L1"});

  model.traces = {test::traceOf("king king", {king, king})};
  figure = app::traceFigure(model, PathLength::Vectors, kDims);
  REQUIRE(figure.paths.size() == 2);
  for (const app::TracePath& path : figure.paths) {
    CHECK(path.thin);
    CHECK(path.endLabel.empty());
    CHECK(path.stepLabels.empty());
  }
}

TEST_CASE("a step is labelled with what it promotes most") {
  app::TokenTrace king = test::wanderingPath("king", startVector(), 1);
  king.steps[2].promoted = {{" queen", 2.0}, {" crown", 1.0}};
  app::ModelState model;
  model.traces = {test::traceOf("king", {king})};
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).paths[0].stepLabels ==
        std::vector<std::string>{"L0", "L0 +queen"});
}

TEST_CASE("each overlaid path parts from the one it goes with longest") {
  const app::TokenTrace path = test::wanderingPath("king", startVector(), 3);
  const app::TokenTrace early = movedFrom(path, 1, 0.5F);
  app::ModelState model;
  model.traces = {test::traceOf("the old king", {path}), test::traceOf("the chess king", {early}),
                  test::traceOf("a chess king", {movedFrom(early, 4, 0.5F)})};
  const app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  REQUIRE(figure.partings.size() == 2);
  CHECK(figure.partings[0].label == "part in layer 0");
  CHECK(figure.partings[1].label == "part in layer 1");
  CHECK(figure.partings[0].first == figure.paths[0].states.row(1).transpose());
  CHECK(figure.partings[0].second == figure.paths[1].states.row(1).transpose());
  CHECK(figure.partings[1].first == figure.paths[1].states.row(4).transpose());
  CHECK(figure.partings[1].second == figure.paths[2].states.row(4).transpose());
  // One that stays with another to the end parts from none.
  model.traces.push_back(test::traceOf("one chess king", {early}));
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).partings.size() == 2);
  CHECK(figure.paths[2].overlay == 2);
  CHECK(figure.paths[2].stepLabels.empty());
}

TEST_CASE("texts are cut short before the token, and the model's own pieces say where it ends") {
  CHECK(app::elidedText("the old king", 12, 24) == "the old king");
  CHECK(app::elidedText("the old king went home", 12, 24) == "the old king…");
  CHECK(app::elidedText("once upon a time there was an old king", 38, 24) == "…there was an old king");
  CHECK(app::elidedText("äöü äöü äöü", 20, 4) == "…äöü");
  CHECK(app::elidedText("incomprehensibilities", 21, 6) == "…lities");
  CHECK(app::elidedText("", 0, 24).empty());
  CHECK(app::elidedText("king", 99, 24) == "king");

  app::TokenTrace king = test::wanderingPath(" king", startVector(), 1);
  king.position = king.id = 1;
  app::ModelState model;
  model.model = countingModel();
  model.traces = {test::traceOf("a king met a king", {king})};
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).paths[0].endLabel == "king in “a king…”");
}

TEST_CASE("ends of different texts have different names") {
  const app::TokenTrace king = test::wanderingPath("king", startVector(), 1);
  const std::string tail = " was a very good and very old king";
  app::ModelState model;
  model.traces = {test::traceOf("the first" + tail, {king}), test::traceOf("the second" + tail, {king})};
  const app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  CHECK(figure.paths[0].endLabel != figure.paths[1].endLabel);
  CHECK(figure.paths[1].endLabel.find("second") != std::string::npos);
}

TEST_CASE("paths of another space are left out") {
  app::ModelState model;
  CHECK_FALSE(app::hasPaths(model, kDims));
  app::TokenTrace undrawn = test::wanderingPath("king", startVector(), 1);
  undrawn.vectors.resize(0, 0);
  model.traces = {test::traceOf("king", {undrawn}),
                  test::traceOf("king", {test::wanderingPath("king", startVector(), 1)})};
  CHECK(app::hasPaths(model, kDims));
  CHECK_FALSE(app::hasPaths(model, kDims + 1));
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims + 1).paths.empty());
  const app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  REQUIRE(figure.paths.size() == 1);
  CHECK(figure.paths[0].overlay == 1);
}

TEST_CASE("the words along the way come once, those of the start first") {
  app::TokenTrace king = test::wanderingPath("king", startVector(), 1);
  king.steps[0].nearest = {{"king", 1}, {"queen", 0.8}, {"prince", 0.7}};
  king.steps[1].nearest = {{"king", 0.9}, {"old", 0.6}};
  king.steps[2].nearest = {{"queen", 0.7}, {"king", 0.6}};
  app::ModelState model;
  model.traces = {test::traceOf("king", {king})};
  const std::vector<app::NearbyWord> nearby = app::traceFigure(model, PathLength::Vectors, kDims).nearby;
  const std::vector<std::string> expected{"king", "queen", "prince", "old"};
  REQUIRE(nearby.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(nearby[i].word == expected[i]);
    CHECK(nearby[i].atStart == (i < 3));
  }
}

TEST_CASE("a path's end has the words that it lies nearest to") {
  app::TokenTrace king = test::wanderingPath("king", startVector(), 1);
  king.steps.back().nearest = {{"queen", 0.7}, {"king", 0.6}, {",", 0.5}};
  king.endWords = {{"queen", 0.7}, {"prince", 0.5}};
  app::ModelState model;
  model.traces = {test::traceOf("king", {king})};
  const std::vector<app::EndWord> ends = app::traceFigure(model, PathLength::Vectors, kDims).ends;
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].word == "queen");
  CHECK(ends[1].word == "prince");
  CHECK(ends[0].end == king.vectors.row(king.vectors.rows() - 1).transpose());
}

TEST_CASE("pieces, bytes and marks of the model are never labels") {
  app::TokenTrace piece = test::wanderingPath("##ew", startVector(), 1);
  piece.word = "shrew";
  const app::TokenTrace begin = test::wanderingPath("<|endofstory|>", startVector(), 1);
  app::TokenTrace mark = test::wanderingPath("<", startVector(), 1);
  mark.steps[1].nearest = {{"##ing", 1}, {"<0x05>", 0.9}};
  mark.steps[2].nearest = {{".", 0.8}, {"queen", 0.7}};
  app::ModelState model;
  model.traces = {test::traceOf("a shrew", {piece}), test::traceOf("a shrew", {begin}),
                  test::traceOf("<", {mark})};
  const app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  CHECK(figure.paths[0].startLabel == "shrew");
  CHECK(figure.paths[1].startLabel.empty());
  CHECK(figure.paths[2].startLabel == "<");
  REQUIRE(figure.nearby.size() == 1);
  CHECK(figure.nearby[0].word == "queen");
}

TEST_CASE("the last token's path has the output rows of the likeliest next tokens beside it") {
  app::TokenTrace king = test::wanderingPath("king", startVector(), 1);
  king.position = 2;
  app::ModelState model;
  model.model = countingModel();
  model.space.dims = kDims;
  model.traces = {test::traceOf("the old king", {king})};
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).outputs.empty());  // nothing is predicted
  model.text = readText(*model.model, "the old king", 3, {0.5F, -1, 3, 0.25F, 3, -2});
  const app::TraceFigure figure = app::traceFigure(model, PathLength::Vectors, kDims);
  REQUIRE(figure.outputs.size() == 3);
  const std::array<int, 3> expected{2, 4, 0};  // the lower id first among equals
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(figure.outputs[i].label == "next: token" + std::to_string(expected[i]));
    const auto first = static_cast<float>(10 * expected[i]);
    CHECK(figure.outputs[i].tip.isApprox(math::Vector::LinSpaced(kDims, first, first + kDims - 1)));
  }
  for (const app::OutputRow& row : app::traceFigure(model, PathLength::Directions, kDims).outputs)
    CHECK(row.tip.norm() == Approx(startVector().norm()));

  model.text = readText(*model.model, "the old queen", 3, {1, 0, 0, 0, 0, 0});
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).outputs.empty());  // of another text
  model.text = readText(*model.model, "the old king", 4, {1, 0, 0, 0, 0, 0});
  CHECK(app::traceFigure(model, PathLength::Vectors, kDims).outputs.empty());  // not its last token
}
