#include <random>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "catch.h"
#include "small_model.h"
#include "small_table.h"

using namespace es::app;
using test::run;
using test::storiesDocument;

namespace {

std::string sessionText(const DocumentState& state) {
  std::string text;
  for (const Command& command : sessionCommands(state)) text += formatCommand(command) + "\n";
  return text;
}

/// The session's lines on a document with the same model open in memory (it has no path to be opened by).
Document rebuilt(const std::string& session, Document document) {
  for (const ScriptLine& line : scriptLines(session)) applyCommand(document, parseCommand(line.text));
  return document;
}

void checkSameStory(const Story& a, const Story& b) {
  CHECK(a.prompt == b.prompt);
  CHECK(a.at == b.at);
  CHECK(a.reading->tokens == b.reading->tokens);
  REQUIRE(a.nodes.size() == b.nodes.size());
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    CHECK(a.nodes[i].parent == b.nodes[i].parent);
    CHECK(a.nodes[i].token == b.nodes[i].token);
    CHECK(a.nodes[i].chosen == b.nodes[i].chosen);
    CHECK(a.nodes[i].draw == b.nodes[i].draw);
    CHECK(a.nodes[i].probability == Approx(b.nodes[i].probability).margin(1e-6));
    CHECK(a.nodes[i].settings == b.nodes[i].settings);
  }
}

/// What two model states are to a person.
void checkSame(const ModelState& a, const ModelState& b) {
  CHECK(a.sampler == b.sampler);
  CHECK(a.space.dims == b.space.dims);
  REQUIRE((a.text == nullptr) == (b.text == nullptr));
  if (a.text) CHECK(a.text->text == b.text->text);
  REQUIRE((a.beside == nullptr) == (b.beside == nullptr));
  if (a.beside) CHECK(a.beside->text == b.beside->text);
  REQUIRE(a.traces.size() == b.traces.size());
  for (std::size_t i = 0; i < a.traces.size(); ++i) {
    CHECK(a.traces[i]->text == b.traces[i]->text);
    REQUIRE(a.traces[i]->tokens.size() == b.traces[i]->tokens.size());
    CHECK(a.traces[i]->tokens[0].position == b.traces[i]->tokens[0].position);
    CHECK(a.traces[i]->tokens[0].vectors.isApprox(b.traces[i]->tokens[0].vectors, 1e-4F));
  }
  REQUIRE((a.lens == nullptr) == (b.lens == nullptr));
  if (a.lens) {
    CHECK(a.lens->temperature == b.lens->temperature);
    CHECK(a.lens->tokens.size() == b.lens->tokens.size());
    CHECK(a.lens->tokens[0].steps[0].guesses.size() == b.lens->tokens[0].steps[0].guesses.size());
  }
  REQUIRE((a.attention == nullptr) == (b.attention == nullptr));
  if (a.attention) CHECK(a.attention->patterns.size() == b.attention->patterns.size());
  REQUIRE((a.story == nullptr) == (b.story == nullptr));
  if (!a.story) return;
  CHECK(a.story->seed == b.story->seed);
  for (std::size_t i = 0; i < 2; ++i) checkSameStory(a.story->columns[i], b.story->columns[i]);
}

std::string randomLine(std::mt19937& generator) {
  const std::vector<std::string> lines{"predict the king",
                                       "predict \"the king\\n\" 3",
                                       "predict \"\"",
                                       "predict the queen --also",
                                       "trace the king",
                                       "trace \"the king, the\" the",
                                       "trace \"the king 5\" 0 --also",
                                       "trace the man --also",
                                       "trace",
                                       "lens the king --top 2",
                                       "lens \"the king\" king",
                                       "attention the king",
                                       "attention the king --layer 1",
                                       "attention the king --head 0 --layer 0",
                                       "temperature 0.5",
                                       "temperature 2",
                                       "temperature inf",
                                       "sampler --top-k 5 --order huggingface",
                                       "sampler --top-p 0.8 --min-p 0.01",
                                       "sampler --top-k 0 --top-p 1",
                                       "write the king --seed 12",
                                       "write \"\"",
                                       "step 3",
                                       "step 2 --column warm",
                                       "step --column cold",
                                       "back",
                                       "back 2 --column cold",
                                       "choose king",
                                       "choose #7 --column cold",
                                       "visit 1",
                                       "visit 3 --column cold",
                                       "slice random 4",
                                       "clear"};
  return lines[generator() % lines.size()];
}

}  // namespace

TEST_CASE("a session rebuilds what was asked of a model") {
  std::mt19937 generator(3);
  const auto model = test::smallModel();
  for (int walk = 0; walk < 60; ++walk) {
    Document start;
    start.commit(test::withModel(test::stateWith(test::smallTable()), model));
    Document document = start;
    for (int step = 0; step < 20; ++step) {
      try {
        applyCommand(document, parseCommand(randomLine(generator)));
      } catch (const es::Error&) {  // a refused line is part of the walk
      }
    }
    const std::string session = sessionText(document.state());
    INFO(session);
    const Document again = rebuilt(session, start);
    checkSame(document.state().model, again.state().model);
    CHECK(document.state().temperature == again.state().temperature);
    CHECK(sessionText(again.state()) == session);
  }
}

TEST_CASE("a session opens model and words in the order that keeps both") {
  const auto stories = storiesDocument();
  if (!stories) return;
  const auto words = test::writeGlove(
      test::makeTable({"a", "b", "c", "d"}, es::math::RowMatrix::Identity(4, 4)), "beside the model.txt");
  const std::vector<std::pair<std::string, es::math::Index>> endings{
      {"", 512}, {"open embedding", 512}, {"open \"" + words.string() + "\"", 4}};
  for (const auto& [ending, rows] : endings) {
    Document document = *stories;
    if (!ending.empty()) run(document, ending);
    run(document, "predict Once upon a time");
    const std::string session = sessionText(document.state());
    INFO(session);
    CHECK(test::holds(session, "--tokenizer"));
    const Document again = rebuilt(session, Document());
    CHECK(again.state().space->table->size() == rows);
    REQUIRE(again.state().model.model);
    CHECK(again.state().model.text->text == "Once upon a time");
    CHECK(sessionText(again.state()) == session);
  }
}
