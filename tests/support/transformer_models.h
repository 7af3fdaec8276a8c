#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/transformer/transformer.h"

namespace es::test {

/// Small shapes whose sizes divide by no vector's width.
model::TransformerConfig llamaConfig();              // RoPE by halves, grouped queries, untied
model::TransformerConfig gpt2Config();               // tied
model::TransformerConfig storyConfig();              // RoPE by pairs, on the shell, untied
std::vector<model::TransformerConfig> allConfigs();  // that read from left to right
/// The story model's twin that reads both ways; token 7 is the gap.
model::TransformerConfig readerConfig();

/// Random weights, float32, the same for the same seed.
model::TransformerWeights randomWeights(const model::TransformerConfig& config, std::uint32_t seed);
/// The same with all matrices through `convert`.
template <typename Convert>
model::TransformerWeights converted(model::TransformerWeights weights, const Convert& convert) {
  const auto apply = [&](model::WeightMatrix& matrix) {
    if (!matrix.empty()) matrix = convert(matrix);
  };
  apply(weights.embedding);
  apply(weights.positions);
  apply(weights.unembedding);
  for (model::BlockWeights& block : weights.blocks) {
    for (model::WeightMatrix* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      apply(*matrix);
  }
  return weights;
}

std::vector<int> randomTokens(const model::TransformerConfig& config, int count, std::uint32_t seed);

/// Logits after every position, (positions, vocabulary), from one forward pass after another.
math::RowMatrix logitsOf(const model::Transformer& transformer, const std::vector<int>& tokens);
/// The same of a model that reads both ways: what it would guess at every position, from one pass.
math::RowMatrix guessesOf(const model::Transformer& transformer, const std::vector<int>& tokens);

/// Writes a model of float32 weights as safetensors with Hugging Face's names and layouts.
void writeForOracle(const std::filesystem::path& path, const model::TransformerConfig& config,
                    const model::TransformerWeights& weights);

}  // namespace es::test
