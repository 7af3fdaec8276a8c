#include <cmath>
#include <nlohmann/json.hpp>

#include "app/command/command_text.h"
#include "app/document/matrix_column.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "math/sampling/softmax.h"
#include "small_model.h"
#include "small_table.h"

using namespace es::app;
using test::ask;
using test::errorOf;
using test::holds;
using test::modelDocument;
using test::run;
using test::smallDocument;

namespace {

std::string sessionText(const DocumentState& state) {
  std::string text;
  for (const Command& command : sessionCommands(state)) text += formatCommand(command) + "\n";
  return text;
}

Document rebuilt(const DocumentState& state, Document start) {
  for (const ScriptLine& line : scriptLines(sessionText(state))) applyCommand(start, parseCommand(line.text));
  return start;
}

/// The small model with every matrix as int8.
std::shared_ptr<const es::model::LanguageModel> int8Model(bool tied) {
  const auto plain = test::smallModel({.amongWords = true, .tied = tied});
  es::model::TransformerWeights weights = plain->transformer->weights();
  weights.embedding = quantized(weights.embedding);
  if (!tied) weights.unembedding = quantized(weights.unembedding);
  for (es::model::BlockWeights& block : weights.blocks) {
    for (auto* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      *matrix = quantized(*matrix);
  }
  auto made = std::make_shared<es::model::LanguageModel>(*plain);
  made->transformer = std::make_shared<es::model::Transformer>(plain->config(), std::move(weights));
  return made;
}

/// Every row of the answer against the logits that the model itself came to.
void checkAgainstReading(Document& document, const std::string& line) {
  const auto answer = ask<UnembedAnswer>(document, line);
  const auto& logits = document.state().model.text->reading->logits;
  const std::vector<double> all(logits.begin(), logits.end());
  const std::vector<double> probabilities = es::math::softmax(all, document.state().temperature);
  REQUIRE(answer.ranked.size() == std::min<std::size_t>(logits.size(), 1000));
  double previous = INFINITY;
  for (const UnembedItem& item : answer.ranked) {
    const auto id = static_cast<std::size_t>(item.id);
    const double size = std::max(1.0, std::abs(all[id]));
    CHECK(std::abs(item.logit - all[id]) <= 1e-4 * size);
    CHECK(std::abs(answer.length * item.length * item.cosine - item.logit) <= 1e-9 * size);
    CHECK(item.probability == probabilities[id]);
    CHECK(all[id] <= previous);
    previous = all[id];
  }
}

}  // namespace

TEST_CASE("vector pulls a word's own column out, selects the word, and nothing puts it back") {
  Document document = smallDocument();
  const auto& table = *document.state().space->table;
  const auto answer = ask<VectorAnswer>(document, "vector King");
  const auto row = *table.vocabulary().find("king");
  CHECK(answer.word == "king");
  CHECK(answer.row == row);
  REQUIRE(answer.values.size() == static_cast<std::size_t>(table.dims()));
  double squares = 0;
  for (std::size_t i = 0; i < answer.values.size(); ++i) {
    CHECK(answer.values[i] == table.rows()(row, static_cast<es::math::Index>(i)));
    squares += static_cast<double>(answer.values[i]) * static_cast<double>(answer.values[i]);
  }
  CHECK(answer.length == Approx(std::sqrt(squares)));
  CHECK(document.state().selected == row);
  REQUIRE(document.state().pulled);
  const DocumentState before = document.state();
  run(document, "vector king");
  CHECK(document.state() == before);  // no undo step of its own
  run(document, "select cat");
  CHECK(document.state().pulled->word == "king");
  CHECK(ask<VectorAnswer>(document, "vector").values.empty());
  CHECK_FALSE(document.state().pulled);
  CHECK(document.state().selected == table.vocabulary().find("cat"));
  document.undo();
  CHECK(document.state().pulled);
}

TEST_CASE("a word that has no column is refused with the spellings that have one") {
  Document document = smallDocument();
  CHECK(holds(errorOf([&] { run(document, "vector quen"); }), "queen"));
  Document nothing;
  for (const char* line : {"vector king", "vector", "walk next"}) {
    INFO(line);
    CHECK(holds(errorOf([&] { run(nothing, line); }), "open"));
  }
}

TEST_CASE("a walk goes along the columns in the table's order and is kept within the matrix") {
  Document document = smallDocument();
  const auto last = document.state().space->table->size() - 1;
  const auto word = [&](es::math::Index row) {
    return document.state().space->table->vocabulary().word(row);
  };
  CHECK(ask<VectorAnswer>(document, "walk next").word == word(0));  // nothing selected: in from the left
  CHECK(ask<VectorAnswer>(document, "walk next 3").word == word(3));
  CHECK(ask<VectorAnswer>(document, "walk back").row == 2);
  CHECK(document.state().selected == 2);
  const auto first = ask<MessageAnswer>(document, "walk back 1000000000");
  CHECK(document.state().selected == 0);
  CHECK(holds(first.text, word(0) + " is the first of " + std::to_string(last + 1) + " columns"));
  CHECK(ask<VectorAnswer>(document, "walk last").row == last);
  CHECK(holds(ask<MessageAnswer>(document, "walk next").text, "is the last"));
  CHECK(document.state().selected == last);
  CHECK(ask<VectorAnswer>(document, "walk first").row == 0);
  run(document, "select");
  CHECK(ask<VectorAnswer>(document, "walk back 2").row == last - 1);
}

TEST_CASE("a session pulls the column out again and keeps the selection apart from it") {
  for (const char* select : {"", "select dog", "select"}) {
    INFO(select);
    Document document = smallDocument();
    run(document, "neighbors king - man + woman");
    run(document, "vector queen");
    if (*select) run(document, select);
    const Document again = rebuilt(document.state(), smallDocument());
    REQUIRE(again.state().pulled);
    CHECK(again.state().pulled->word == "queen");
    CHECK(again.state().selected == document.state().selected);
    CHECK(sessionText(again.state()) == sessionText(document.state()));
  }
}

TEST_CASE("the column goes along to another table that has its word, and is put back where that has not") {
  const std::string with =
      test::writeGlove(test::makeTable({"a", "king", "b"}, es::math::RowMatrix::Identity(3, 3)),
                       "with king.txt")
          .string();
  const std::string without =
      test::writeGlove(test::makeTable({"a", "b", "c"}, es::math::RowMatrix::Identity(3, 3)), "without.txt")
          .string();
  Document document = smallDocument();
  run(document, "vector king");
  run(document, "open \"" + with + "\"");
  REQUIRE(document.state().pulled);
  CHECK(document.state().pulled->row == 1);
  CHECK(document.state().pulled->values == std::vector<float>{0, 1, 0});
  const auto answer = ask<OpenAnswer>(document, "open \"" + without + "\"");
  CHECK_FALSE(document.state().pulled);
  CHECK(std::any_of(answer.warnings.begin(), answer.warnings.end(),
                    [](const std::string& line) { return holds(line, "pulled out"); }));
}

TEST_CASE("the last vector times the rows of the unembedding matrix is the model's own logits") {
  for (const bool tied : {true, false}) {
    INFO((tied ? "tied" : "untied"));
    Document plain = modelDocument({.amongWords = true, .tied = tied});
    checkAgainstReading(plain, "unembed \"the king, the queen\" --top 1000");
    Document small;
    small.commit(test::withModel(test::stateWith(test::smallTable()), int8Model(tied)));
    run(small, "temperature 0.7");
    checkAgainstReading(small, "unembed the man --top 1000");
  }
  if (auto stories = test::storiesDocument())
    checkAgainstReading(*stories, "unembed \"Once upon a time\" --top 1000");
}

TEST_CASE("a vector that int8 rows are multiplied with is rounded as the product rounds it") {
  const es::model::WeightMatrix plain{2, 3, std::vector<float>{1, 2, 3, 4, 5, 6}};
  const std::vector<float> vector{0.301F, -1.27F, 0.0049F};
  CHECK(enteringVector(plain, vector) == vector);
  const std::vector<float> rounded = enteringVector(quantized(plain), vector);
  CHECK(rounded[0] == Approx(0.30).margin(1e-6));  // 127 steps to 1.27
  CHECK(rounded[1] == Approx(-1.27).margin(1e-6));
  CHECK(rounded[2] == Approx(0).margin(1e-6));
}

TEST_CASE("unembed is of the standing text, or makes its own the standing one") {
  Document document = modelDocument();
  CHECK(holds(errorOf([&] { run(document, "unembed"); }), "unembed Once upon a time"));
  CHECK(holds(errorOf([&] { run(document, "unembed the --top 0"); }), "1"));
  run(document, "predict the king");
  auto answer = ask<UnembedAnswer>(document, "unembed");
  CHECK(answer.text == "the king");
  CHECK(answer.ranked.size() == 10);
  CHECK(answer.vector.size() == static_cast<std::size_t>(answer.dims));
  const auto& steps = document.state().model.text->reading->records.back().steps;
  for (std::size_t i = 0; i < answer.vector.size(); ++i)
    CHECK(answer.vector[i] == steps(steps.rows() - 1, static_cast<es::math::Index>(i)));
  answer = ask<UnembedAnswer>(document, "unembed the man --top 3");
  CHECK(document.state().model.text->text == "the man");
  CHECK(document.state().model.unembed->ranked.size() == 3);
  Document without = smallDocument();
  CHECK(holds(errorOf([&] { run(without, "unembed the man"); }), "no model is open"));
}

TEST_CASE("a session asks for the rows again, at their temperature") {
  Document document = modelDocument();
  run(document, "temperature 0.5");
  run(document, "unembed the man --top 4");
  run(document, "temperature 2");
  const Document again = rebuilt(document.state(), modelDocument());
  REQUIRE(again.state().model.unembed);
  CHECK(answerJson("unembed", *again.state().model.unembed) ==
        answerJson("unembed", *document.state().model.unembed));
  CHECK(again.state().temperature == 2);
  run(document, "predict the king");  // the rows are of another text now: the page asks anew
  CHECK_FALSE(rebuilt(document.state(), modelDocument()).state().model.unembed);
}
