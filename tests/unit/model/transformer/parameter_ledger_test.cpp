#include <algorithm>

#include "catch.h"
#include "transformer_models.h"

using namespace es::model;
using namespace es::test;

namespace {

/// A model's weights by shape alone: no numbers behind them.
TransformerWeights shapesOnly(const TransformerConfig& c) {
  const auto shape = [](int rows, int cols) { return WeightMatrix{rows, cols, {}}; };
  TransformerWeights weights;
  weights.embedding = shape(c.vocabulary, c.dims);
  weights.positions = shape(c.context, c.dims);
  const auto dims = static_cast<std::size_t>(c.dims);
  BlockWeights block;
  block.query = block.key = block.value = block.output = shape(c.dims, c.dims);
  block.up = shape(c.hidden, c.dims);
  block.down = shape(c.dims, c.hidden);
  for (auto* vector :
       {&block.attentionGain, &block.attentionBias, &block.mlpGain, &block.mlpBias, &block.queryBias,
        &block.keyBias, &block.valueBias, &block.outputBias, &block.downBias})
    vector->resize(dims);
  block.upBias.resize(static_cast<std::size_t>(c.hidden));
  weights.blocks.assign(static_cast<std::size_t>(c.layers), block);
  weights.finalGain.resize(dims);
  weights.finalBias.resize(dims);
  return weights;
}

TransformerConfig gpt2Small() {
  TransformerConfig config;
  config.dims = 768;
  config.layers = config.heads = config.kvHeads = 12;
  config.headDims = 64;
  config.hidden = 3072;
  config.vocabulary = 50257;
  config.context = 1024;
  config.norm = NormKind::Layer;
  config.positions = PositionKind::Learned;
  config.mlp = MlpKind::GeluTanh;
  config.tied = true;
  return config;
}

const LedgerLine& line(const std::vector<LedgerLine>& ledger, const std::string& part) {
  const auto found = std::ranges::find(ledger, part, &LedgerLine::part);
  REQUIRE(found != ledger.end());
  return *found;
}

}  // namespace

TEST_CASE("GPT-2's ledger adds up to its published 124,439,808") {
  const TransformerConfig config = gpt2Small();
  const TransformerWeights weights = shapesOnly(config);
  CHECK(parameterCount(config, weights) == 124439808);
  const auto ledger = parameterLedger(config, weights);
  CHECK(line(ledger, "embedding W_E").shape == "50,257 x 768");
  CHECK(line(ledger, "embedding W_E").parameters == 38597376);
  CHECK(line(ledger, "queries W_Q").shape == "12 layers x 12 heads x 64 x 768");
  CHECK(line(ledger, "output W_O").shape == "12 layers x 12 heads x 768 x 64");
  CHECK(line(ledger, "norms").shape == "25 norms x 2 x 768");
  CHECK(line(ledger, "unembedding W_U").parameters == 0);
  CHECK(std::ranges::count(ledger, std::string("gate"), &LedgerLine::part) == 0);
}

TEST_CASE("A ledger counts every number that a model stores as float32") {
  for (const TransformerConfig& config : allConfigs()) {
    const TransformerWeights weights = randomWeights(config, 1);
    CHECK(parameterCount(config, weights) * sizeof(float) == weights.bytes());
  }
}
