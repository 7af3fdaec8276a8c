#include <cmath>
#include <utility>

#include "math/sampling/gaussian.h"
#include "model/language_model/language_model.h"

namespace es::model {
namespace {

constexpr float kFirstAlpha = 0.15F;  // what the story model's training starts from (assets/story)

bool isInt8(const WeightMatrix& matrix) {
  return std::holds_alternative<Int8Values>(matrix.values);
}

/// Of normal numbers, so wide that a product is as long as what it takes in. int8 stays int8, all else
/// becomes float32.
WeightMatrix randomLike(const WeightMatrix& matrix, math::GaussianSource& source) {
  std::vector<float> values(matrix.count());
  const double spread = matrix.cols > 0 ? 1 / std::sqrt(static_cast<double>(matrix.cols)) : 0;
  for (float& value : values) value = static_cast<float>(spread * source.next());
  WeightMatrix random{matrix.rows, matrix.cols, std::move(values)};
  return isInt8(matrix) ? quantized(random) : random;
}

std::vector<float> allOf(const std::vector<float>& like, float value) {
  return std::vector<float>(like.size(), value);
}

BlockWeights randomBlock(const BlockWeights& block, math::GaussianSource& source) {
  BlockWeights random;
  random.attentionGain = allOf(block.attentionGain, 1);
  random.attentionBias = allOf(block.attentionBias, 0);
  random.query = randomLike(block.query, source);
  random.key = randomLike(block.key, source);
  random.value = randomLike(block.value, source);
  random.output = randomLike(block.output, source);
  random.queryBias = allOf(block.queryBias, 0);
  random.keyBias = allOf(block.keyBias, 0);
  random.valueBias = allOf(block.valueBias, 0);
  random.outputBias = allOf(block.outputBias, 0);
  random.mlpGain = allOf(block.mlpGain, 1);
  random.mlpBias = allOf(block.mlpBias, 0);
  random.gate = randomLike(block.gate, source);
  random.up = randomLike(block.up, source);
  random.down = randomLike(block.down, source);
  random.upBias = allOf(block.upBias, 0);
  random.downBias = allOf(block.downBias, 0);
  random.attentionAlpha = allOf(block.attentionAlpha, kFirstAlpha);
  random.mlpAlpha = allOf(block.mlpAlpha, kFirstAlpha);
  return random;
}

}  // namespace

std::shared_ptr<const LanguageModel> untrainedModel(const LanguageModel& model, std::uint64_t seed) {
  const TransformerWeights& trained = model.transformer->weights();
  math::GaussianSource source(seed);
  TransformerWeights weights;
  weights.embedding = trained.embedding;
  weights.positions = trained.positions;
  for (const BlockWeights& block : trained.blocks) weights.blocks.push_back(randomBlock(block, source));
  weights.finalGain = allOf(trained.finalGain, 1);
  weights.finalBias = allOf(trained.finalBias, 0);
  if (!trained.unembedding.empty())
    weights.unembedding = isInt8(trained.unembedding) ? quantized(trained.embedding) : trained.embedding;
  auto made = std::make_shared<LanguageModel>();
  made->transformer = std::make_shared<Transformer>(model.config(), std::move(weights));
  made->tokenizer = model.tokenizer;
  made->source = model.source;
  made->source.name += ", untrained";
  made->source.untrained = true;
  return made;
}

}  // namespace es::model
