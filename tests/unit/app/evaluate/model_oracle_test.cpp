#include <cmath>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "small_model.h"
#include "small_table.h"

// The reference program's figures for stories260K (llama2.c's run.c; see the project's FORMATS notes).

using namespace es::app;
using test::ask;
using test::run;
using test::storiesDocument;

namespace {

struct Expected {
  std::string text;
  std::vector<int> ids;
  struct Next {
    int id = 0;
    std::string text;
    double logit = 0, probability = 0;
  };
  std::vector<Next> next;
  double entropy = 0;
};

const std::vector<Expected>& references() {
  static const std::vector<Expected> list{
      {"", {1}, {{403, " Once", 17.02352, .783689}, {385, " One", 15.40621, .155510}}, 0.80349},
      {"Once upon a time there was a",
       {1, 403, 407, 261, 378, 383, 286, 261},
       {{376, " little", 13.01585, .468292}, {370, " big", 11.49587, .102423}},
       2.33676},
      {"once upon a time there was a",
       {1, 353, 331, 407, 261, 378, 383, 286, 261},
       {{376, " little", 12.96493, .447823}},
       2.39011}};
  return list;
}

}  // namespace

TEST_CASE("stories260K predicts what the reference predicts") {
  auto document = storiesDocument();
  if (!document) return;
  for (const Expected& expected : references()) {
    INFO(expected.text);
    std::vector<int> ids;
    for (const TokenText& token : ask<TokensAnswer>(*document, "tokens \"" + expected.text + "\"").tokens)
      ids.push_back(token.id);
    CHECK(ids == expected.ids);
    const auto answer = ask<PredictAnswer>(*document, "predict \"" + expected.text + "\"");
    for (std::size_t i = 0; i < expected.next.size(); ++i) {
      CHECK(answer.ranked[i].id == expected.next[i].id);
      CHECK(answer.ranked[i].text == expected.next[i].text);
      CHECK(std::abs(answer.ranked[i].logit - expected.next[i].logit) < 1e-3);
      CHECK(std::abs(answer.ranked[i].probability - expected.next[i].probability) < 1e-4);
    }
    CHECK(std::abs(answer.entropy - expected.entropy) < 1e-3);
  }
}

TEST_CASE("stories260K writes the reference's text to the character at T = 0") {
  auto document = storiesDocument();
  const auto path = test::testData("llama2c/ref_260K_t0.txt");
  if (!document || !path) return;
  std::ifstream file(*path, std::ios::binary);
  std::string reference((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  REQUIRE(reference.ends_with('\n'));
  reference.pop_back();  // run.c ends its output with one
  // Its 256 steps begin with the 8 tokens of the prompt; the last step's token is printed, not read.
  const auto answer =
      ask<GenerateAnswer>(*document, "generate \"Once upon a time there was a\" 249 --temperature 0");
  CHECK(answer.text == reference);
}

TEST_CASE("the last row of stories260K's lens is its own prediction") {
  auto document = storiesDocument();
  if (!document) return;
  const auto lens = ask<LensAnswer>(*document, "lens \"Once upon a time there was a\" --top 5");
  const auto predict = ask<PredictAnswer>(*document, "predict \"Once upon a time there was a\" 5");
  const LensCell& last = lens.tokens.back().steps.back();
  CHECK(last.entropy == Approx(predict.entropy).margin(1e-6));
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(last.guesses[i].id == predict.ranked[i].id);
    CHECK(last.guesses[i].probability == Approx(predict.ranked[i].probability).margin(1e-6));
  }
}

TEST_CASE("stories260K opens with its own tokens as the words") {
  auto document = storiesDocument();
  if (!document) return;
  const DocumentState& state = document->state();
  CHECK(state.space->table->size() == 512);
  CHECK(state.space->table->dims() == 64);
  CHECK(state.model.space.dims == 64);
  const auto trace = ask<TraceAnswer>(*document, "trace \"Once upon a time\"");
  CHECK(trace.tokens.size() == 5);
  CHECK(trace.tokens[1].steps[0].nearest[0].cosine == Approx(1.0).margin(1e-5));
}
