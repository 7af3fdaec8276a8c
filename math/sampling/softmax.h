#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace es::math {

/// p_i = exp((z_i - max z) / T) / sum, in double: the maximum comes off before dividing, so no finite logits
/// overflow. T = 0 is exact: probability 1 for the lowest index among the largest logits. T = infinity:
/// uniform. T must be >= 0 and not NaN, logits finite and at least one (asserted).
std::vector<double> softmax(std::span<const double> logits, double temperature);

/// -sum p ln p in nats, 0 ln 0 = 0. exp(entropy) is the effective number of choices.
double entropyNats(std::span<const double> probabilities);

/// The lowest index among the largest.
std::size_t argmax(std::span<const double> values);

}  // namespace es::math
