#include <fstream>

#include "app/command/command_text.h"
#include "app/document/stream_space.h"
#include "app/evaluate/command_runner.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "small_model.h"
#include "small_table.h"

using namespace es::app;
using test::ask;
using test::errorOf;
using test::holds;
using test::modelDocument;
using test::run;
using test::storiesDocument;

namespace {

std::string openStories() {
  return formatCommand(OpenCommand{test::testData("llama2c/stories260K.bin")->string(),
                                   {},
                                   test::testData("llama2c/tok512.bin")->string()});
}

}  // namespace

TEST_CASE("the stream lives where the words agree, and only there") {
  const auto among = test::smallModel(), elsewhere = test::smallModel({.amongWords = false});
  const auto state = test::stateWith(test::smallTable());
  CHECK_FALSE(streamSpace(*among, nullptr).dims);
  CHECK(streamSpace(*among, state.space.get()).dims == 8);
  CHECK(streamSpace(*among, state.space.get()).partly);
  CHECK(streamSpace(*elsewhere, state.space.get()).dims == 0);
  es::math::RowMatrix rows = test::smallTable().rows();
  rows *= 1.01F;
  std::vector<std::string> words;
  const auto small = test::smallTable();
  for (es::math::Index row = 0; row < small.size(); ++row) words.push_back(small.vocabulary().word(row));
  const auto scaled = test::stateWith(test::makeTable(words, rows));
  CHECK(streamSpace(*among, scaled.space.get()).dims == 0);
}

TEST_CASE("the model's matrices open as tables, and paths run there in all dimensions") {
  Document document = modelDocument({.tied = false});
  run(document, "predict the king");
  run(document, "trace \"the king\" king");
  const auto embedding = ask<OpenAnswer>(document, "open embedding");
  CHECK(embedding.dims == 12);
  CHECK(embedding.rows == document.state().model.model->config().vocabulary);
  CHECK(document.state().model.space.dims == 12);
  CHECK_FALSE(document.state().model.space.partly);
  REQUIRE(document.state().model.traces.size() == 1);
  CHECK(document.state().model.traces[0]->tokens[0].vectors.cols() == 12);
  CHECK(document.state().model.text);
  const DocumentState before = document.state();
  run(document, "open embedding");
  CHECK(document.state() == before);
  run(document, "open unembedding");
  CHECK(matrixOf(*document.state().model.model, *document.state().space->table) ==
        es::model::ModelMatrix::Unembedding);
  CHECK(document.state().model.space.dims == 12);
}

TEST_CASE("a tied model has one matrix for both") {
  Document document = modelDocument();
  run(document, "open embedding");
  const DocumentState before = document.state();
  run(document, "open unembedding");
  CHECK(document.state() == before);
}

TEST_CASE("another table redoes the paths, or says that they are no longer drawn") {
  Document document = modelDocument();
  run(document, "trace \"the king\" king");
  const auto path = test::writeGlove(test::makeTable({"a", "b", "c"}, es::math::RowMatrix::Identity(3, 3)),
                                     "other words.txt");
  const auto answer = std::get<OpenAnswer>(applyCommand(document, OpenCommand{path.string(), {}, {}}));
  CHECK(document.state().model.space.dims == 0);
  REQUIRE(document.state().model.traces.size() == 1);
  CHECK(document.state().model.traces[0]->tokens[0].vectors.size() == 0);
  CHECK_FALSE(document.state().model.traces[0]->tokens[0].steps[0].xyz);
  bool said = false;
  for (const std::string& warning : answer.warnings) said = said || holds(warning, "no longer drawn");
  CHECK(said);
  run(document, "slice random 1");
  document.undo();
  document.undo();
  CHECK(document.state().model.traces[0]->tokens[0].vectors.cols() == 8);
}

TEST_CASE("opening a model asks the standing text again and drops the rest") {
  if (!storiesDocument()) return;
  Document document = modelDocument();
  for (const char* line : {"predict the king", "trace \"the king\"", "lens the king", "attention the king",
                           "write the king", "sampler --top-k 7"})
    run(document, line);
  const auto answer = ask<OpenAnswer>(document, openStories());
  const ModelState& state = document.state().model;
  CHECK(answer.rows == 512);
  REQUIRE(answer.model);
  CHECK(answer.model->layers == 5);
  CHECK_FALSE(answer.warnings.empty());
  REQUIRE(state.text);
  CHECK(state.text->text == "the king");
  CHECK(state.text->reading->logits.size() == 512);
  CHECK(state.traces.empty());
  CHECK_FALSE(state.lens);
  CHECK_FALSE(state.attention);
  CHECK_FALSE(state.story);
  CHECK(state.sampler.topK == 7);
  CHECK(document.state().space->table->size() == 512);  // its tokens are the words now
  document.undo();
  CHECK(document.state().model.story);
  CHECK(document.state().space->table->size() == 60);
}

TEST_CASE("a model that cannot be opened changes nothing") {
  Document document = modelDocument();
  run(document, "predict the king");
  const DocumentState before = document.state();
  const auto folder = std::filesystem::path(ES_TEST_TMP) / "no model";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "config.json") << "{";
  errorOf([&] { applyCommand(document, OpenCommand{folder.string(), {}, {}}); });
  errorOf([&] { applyCommand(document, OpenCommand{"/nowhere/model.bin", {}, "/nowhere/tokenizer.bin"}); });
  if (const auto model = test::testData("llama2c/stories260K.bin"))
    errorOf([&] { applyCommand(document, OpenCommand{model->string(), {}, "/nowhere/tokenizer.bin"}); });
  CHECK(document.state() == before);
}

TEST_CASE("opening a model can be cancelled at every report") {
  if (!storiesDocument()) return;
  const Command open = parseCommand(openStories());
  int reports = 0;
  (void)evaluate({}, open, [&](double) { ++reports; });
  CHECK(reports > 2);
  for (int stopAt = 1; stopAt <= reports; stopAt += std::max(1, reports / 12)) {
    int count = 0;
    const es::base::Progress stopping = [&](double) {
      if (++count == stopAt) throw es::Cancelled{};
    };
    CHECK_THROWS_AS(evaluate({}, open, stopping), es::Cancelled);
  }
}

TEST_CASE("the first openings leave no undo step, later ones do") {
  Document document;
  document.commit(test::stateWith(test::smallTable()));
  document.commit(test::withModel(document.state(), test::smallModel()));
  CHECK_FALSE(document.canUndo());
  DocumentState asked = document.state();
  asked.temperature = 3;
  document.commit(asked, true);  // of the same start
  CHECK_FALSE(document.canUndo());
  document.commit(test::withModel(document.state(), test::smallModel({.seed = 8})));
  CHECK(document.canUndo());

  Document file;  // a model's own tokens first, then a table in their place
  file.commit(test::stateWith(test::smallTable()));
  file.commit(test::stateWith(test::makeTable({"a", "b", "c"}, es::math::RowMatrix::Identity(3, 3))), true);
  CHECK_FALSE(file.canUndo());
  file.commit(test::stateWith(test::smallTable()));
  CHECK(file.canUndo());
}

TEST_CASE("a waiting prediction gives way to a newer one") {
  auto document = storiesDocument();
  if (!document) return;
  CommandRunner runner;
  runner.submit(*document, parseCommand("generate Once 400"));  // keeps the worker busy
  for (const char* text : {"predict Once", "predict Once upon", "predict Once upon a"})
    runner.submit(*document, parseCommand(text));
  std::vector<CommandResult> results;
  while (runner.busy())
    for (CommandResult& result : runner.deliver(*document)) results.push_back(std::move(result));
  for (CommandResult& result : runner.deliver(*document)) results.push_back(std::move(result));
  REQUIRE(results.size() == 2);
  CHECK(formatCommand(results[1].command) == "predict \"Once upon a\"");
  CHECK(document->state().model.text->text == "Once upon a");
}
