#include <nlohmann/json.hpp>
#include <set>

#include "app/evaluate/evaluate.h"
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

namespace {

const Story& column(const Document& document, StoryColumn which) {
  return document.state().model.story->columns[static_cast<std::size_t>(which)];
}

/// A token that is neither drawn next in the column nor the end.
int anotherToken(const Story& story) {
  const std::vector<float>& logits = *story.nodes[static_cast<std::size_t>(story.at)].logits;
  std::set<int> taken{0, 1};
  for (const int child : story.childrenOf(story.at))
    taken.insert(story.nodes[static_cast<std::size_t>(child)].token);
  taken.insert(static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin()));
  int id = 4;
  while (taken.contains(id)) ++id;
  return id;
}

}  // namespace

TEST_CASE("stepping writes what generate writes, in both columns") {
  Document document = modelDocument();
  run(document, "temperature 1.3");
  run(document, "sampler --top-p 0.95");
  run(document, "write the king --seed 6");
  const auto story = ask<StoryAnswer>(document, "step 7");
  const auto cold = ask<GenerateAnswer>(document, "generate the king 7 --temperature 0 --top-p 1");
  const auto warm = ask<GenerateAnswer>(document, "generate the king 7 --seed 6");
  REQUIRE(story.columns.size() == 2);
  CHECK(story.columns[0].text == cold.text);
  CHECK(story.columns[1].text == warm.text);
  for (std::size_t i = 0; i < warm.steps.size(); ++i) {
    CHECK(story.columns[1].steps[i].id == warm.steps[i].id);
    CHECK(story.columns[1].steps[i].draw == warm.steps[i].draw);
    CHECK(story.columns[1].steps[i].probability == Approx(warm.steps[i].probability).epsilon(1e-9));
  }
}

TEST_CASE("one step at a time is the same story") {
  Document whole = modelDocument(), single = modelDocument();
  run(whole, "write the king --seed 2");
  run(single, "write the king --seed 2");
  const auto at_once = ask<StoryAnswer>(whole, "step 5 --column warm");
  StoryAnswer last;
  for (std::size_t i = 0; i < at_once.columns[1].steps.size(); ++i)
    last = ask<StoryAnswer>(single, "step --column warm");
  CHECK(answerJson("step", last) == answerJson("step", at_once));
  CHECK(last.columns[0].nodes == 1);
}

TEST_CASE("back keeps the tree, and stepping again finds the same nodes") {
  Document document = modelDocument();
  run(document, "write the king --seed 3");
  run(document, "step 6 --column cold");
  const Story before = column(document, StoryColumn::Cold);
  run(document, "back 4 --column cold");
  CHECK(column(document, StoryColumn::Cold).at == 2);
  CHECK(column(document, StoryColumn::Cold).nodes.size() == before.nodes.size());
  run(document, "step 4 --column cold");
  CHECK(column(document, StoryColumn::Cold).at == before.at);
  CHECK(column(document, StoryColumn::Cold).nodes.size() == before.nodes.size());
  CHECK(column(document, StoryColumn::Cold).reading->logits == before.reading->logits);
  run(document, "back 100 --column cold");
  CHECK(column(document, StoryColumn::Cold).at == 0);
  CHECK(holds(errorOf([&] { run(document, "back --column cold"); }), "beginning"));
}

TEST_CASE("choosing another token makes a branch once, choosing it again visits it") {
  Document document = modelDocument();
  run(document, "write the king --seed 3");
  run(document, "step 2 --column cold");
  run(document, "back --column cold");
  const int other = anotherToken(column(document, StoryColumn::Cold));
  const std::string choose = "choose #" + std::to_string(other) + " --column cold";
  run(document, choose);
  const Story& story = column(document, StoryColumn::Cold);
  CHECK(story.nodes.size() == 4);
  CHECK(story.at == 3);
  CHECK(story.nodes[3].parent == 1);
  CHECK(story.nodes[3].chosen);
  CHECK(story.childrenOf(1) == std::vector<int>{2, 3});
  run(document, "visit 1 --column cold");
  run(document, choose);
  CHECK(column(document, StoryColumn::Cold).nodes.size() == 4);
  CHECK(column(document, StoryColumn::Cold).at == 3);
  run(document, "visit 1 --column cold");
  run(document, "step --column cold");
  CHECK(column(document, StoryColumn::Cold).at == 2);
}

TEST_CASE("a token that the draw takes anyway counts as drawn, whoever names it") {
  Document stepped = modelDocument(), chosen = modelDocument();
  run(stepped, "write the king");
  run(chosen, "write the king");
  run(stepped, "step --column warm");
  const StoryNode& node = column(stepped, StoryColumn::Warm).nodes[1];
  run(chosen, "choose #" + std::to_string(node.token));
  const StoryNode& same = column(chosen, StoryColumn::Warm).nodes[1];
  CHECK_FALSE(same.chosen);
  CHECK(same.draw == node.draw);
  CHECK(same.probability == node.probability);
}

TEST_CASE("tokens are chosen by text, by word and by id") {
  Document document = modelDocument();
  run(document, "write the");
  for (const char* name : {"\" king\"", "king", "King"}) {
    run(document, std::string("choose ") + name);
    const Story& story = column(document, StoryColumn::Warm);
    CHECK(document.state().model.model->tokenizer->text(
              story.nodes[static_cast<std::size_t>(story.at)].token) == " king");
  }
  CHECK(holds(errorOf([&] { run(document, "choose #9999"); }), "ids run from 0"));
  CHECK(holds(errorOf([&] { run(document, "choose nosuchword"); }), "\"nosuchword\""));
}

TEST_CASE("every node keeps what follows it, and the reading is of the path") {
  Document document = modelDocument();
  run(document, "write the king --seed 8");
  run(document, "step 5 --column warm");
  run(document, "visit 2");
  run(document, "choose queen");
  const Story& story = column(document, StoryColumn::Warm);
  const auto& logits = *story.nodes[static_cast<std::size_t>(story.at)].logits;
  CHECK(story.reading->logits == logits);
  const auto fresh = es::model::readTokens(*document.state().model.model->transformer, story.reading->tokens,
                                           nullptr, false, es::base::ignoreProgress());
  for (std::size_t i = 0; i < logits.size(); ++i) CHECK(logits[i] == Approx(fresh->logits[i]).margin(1e-5));
}

TEST_CASE("a story ends at an end token and at the context, with one line") {
  Document document = modelDocument({.context = 8});
  run(document, "write the king");
  run(document, "choose #1");
  CHECK(ask<StoryAnswer>(document, "visit 1").columns[1].ended);
  const DocumentState before = document.state();
  CHECK(holds(errorOf([&] { run(document, "step --column warm"); }), "has ended"));
  CHECK(holds(errorOf([&] { run(document, "choose king"); }), "has ended"));
  CHECK(document.state() == before);
  run(document, "back");
  for (int i = 0; i < 5; ++i) run(document, "choose king");
  CHECK(holds(errorOf([&] { run(document, "choose king"); }), "8 tokens"));
  CHECK(holds(errorOf([&] { run(document, "step 3 --column warm"); }), "8 tokens"));
  run(document, "step 3");  // the cold column goes on
  CHECK(column(document, StoryColumn::Cold).at > 0);
}

TEST_CASE("a story needs to be begun, and places to be there") {
  Document document = modelDocument();
  for (const char* line : {"step", "back", "choose king", "visit 0"}) {
    INFO(line);
    CHECK(holds(errorOf([&] { run(document, line); }), "write TEXT"));
  }
  run(document, "write the");
  CHECK(holds(errorOf([&] { run(document, "visit 1"); }), "0 to 0"));
  const DocumentState before = document.state();
  run(document, "visit 0");
  CHECK(document.state() == before);
}
