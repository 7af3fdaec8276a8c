#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/types.h"

namespace es::math {

/// One link of the sampling chain. Each acts on what the links before it left.
enum class SamplerLink {
  Temperature,  // logits / T; T = 0 leaves only the lowest index among the largest
  TopK,         // the k most probable
  TopP,         // the most probable, through the one with which their probabilities reach p (Holtzman 2019)
  MinP,         // those with logit >= largest + ln p, that is probability >= p times the largest's
};

struct SamplerSettings {
  double temperature = 1;  // >= 0, may be infinity
  int topK = 0;            // 0: off
  double topP = 1;         // in (0, 1]; 1: off
  double minP = 0;         // in [0, 1]; 0: off
  std::vector<SamplerLink> order = {SamplerLink::TopK, SamplerLink::TopP, SamplerLink::MinP,
                                    SamplerLink::Temperature};  // a permutation of all four
  bool operator==(const SamplerSettings&) const = default;
};

/// The order of llama.cpp: top-k, top-p, min-p, temperature last.
std::vector<SamplerLink> llamaCppOrder();
/// The order of Hugging Face transformers: temperature first, then top-k, top-p, min-p.
std::vector<SamplerLink> huggingFaceOrder();

/// What a draw chooses from.
struct SamplingDistribution {
  std::vector<double> probabilities;  // (V) sum 1; 0 where a link removed the token
  std::vector<bool> kept;             // (V)
  Index keptCount = 0;
  double entropy = 0;  // nats, of `probabilities`
};

/// Runs the chain over all logits (V, finite, at least one: asserted). Ties go to the lower index. At least
/// one token is always kept. With every filter off this is softmax(logits, temperature).
SamplingDistribution samplingDistribution(std::span<const float> logits, const SamplerSettings& settings);

/// The index whose stretch of the cumulative strip (in index order) holds u, u in [0, 1). Never one of
/// probability 0.
Index draw(std::span<const double> probabilities, double u);

/// A number in [0, 1) that depends on the seed and the step alone, the same on every machine (SplitMix64, 53
/// bits): so a story can be stepped back and written again.
double uniformDraw(std::uint64_t seed, std::uint64_t step);

}  // namespace es::math
