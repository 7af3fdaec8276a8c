// stories260K of llama2.c: logits, probabilities, entropies and the text that the reference program gives.
#include <algorithm>
#include <cmath>

#include "base/progress.h"
#include "catch.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

/// Null, with a warning, where the files are missing.
std::shared_ptr<const LanguageModel> readStories() {
  const auto path = testData() / "llama2c/stories260K.bin";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: " << path << " is not there (EMBEDSCOPE_TEST_DATA)");
    return nullptr;
  }
  return readModelFrom(path);
}

std::vector<float> nextLogits(const LanguageModel& model, std::string_view prompt) {
  const auto reading = readTokens(*model.transformer, tokenIds(model.tokenizer->encode(prompt)), nullptr,
                                  false, es::base::ignoreProgress());
  return reading->logits;
}

struct Expected {
  int token;
  float logit, probability;
};

void checkNext(const LanguageModel& model, std::string_view prompt, const std::vector<Expected>& top,
               double entropy) {
  INFO(prompt);
  const std::vector<float> logits = nextLogits(model, prompt);
  double sum = 0;
  for (const float z : logits) sum += std::exp(static_cast<double>(z));
  double nats = 0;
  for (const float z : logits) {
    const double p = std::exp(static_cast<double>(z)) / sum;
    nats -= p * std::log(p);
  }
  CHECK(nats == Approx(entropy).margin(1e-4));
  for (const Expected& next : top) {
    const auto z = static_cast<double>(logits[static_cast<std::size_t>(next.token)]);
    CHECK(z == Approx(next.logit).margin(1e-3));
    CHECK(std::exp(z) / sum == Approx(next.probability).margin(1e-4));
  }
}

}  // namespace

TEST_CASE("stories260K predicts what the reference program does") {
  const auto model = readStories();
  if (!model) return;
  CHECK(model->config().dims == 64);
  CHECK(model->config().kvHeads == 4);
  CHECK(model->config().tied);
  CHECK(model->source.tokenizerPath.ends_with("tok512.bin"));
  checkNext(*model, "", {{403, 17.02352F, .783689F}, {385, 15.40621F, .155510F}}, 0.80349);
  checkNext(*model, "Once upon a time there was a", {{376, 13.01585F, .468292F}, {370, 11.49587F, .102423F}},
            2.33676);
  checkNext(*model, "once upon a time there was a", {{376, 12.96493F, .447823F}}, 2.39011);
}

TEST_CASE("stories260K at temperature 0 writes the reference text to the character") {
  const auto model = readStories();
  if (!model) return;
  const std::string reference = readBytes(testData() / "llama2c/ref_260K_t0.txt");
  std::vector<int> ids = tokenIds(model->tokenizer->encode("Once upon a time there was a"));
  KvCache cache(model->config());
  Transformer::Activations activations(model->config());
  std::vector<float> logits(static_cast<std::size_t>(model->config().vocabulary));
  // run.c's 256 steps end with the token that the last one draws.
  for (std::size_t position = 0; position < 256; ++position) {
    model->transformer->forward(ids[position], cache, activations, logits);
    if (position + 1 < ids.size()) continue;
    const int next = static_cast<int>(std::ranges::max_element(logits) - logits.begin());
    if (model->tokenizer->isEnd(next)) break;
    ids.push_back(next);
  }
  CHECK(model->tokenizer->decode(ids) + "\n" == reference);
}
