#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace es::math {

/// Every step on the way from logits to probabilities, as the formula is written and as it is safe to
/// compute.
struct SoftmaxSteps {
  double temperature = 1;
  double largest = 0;          // of the logits
  std::vector<double> scaled;  // z / T; may be +-infinity
  std::vector<double> powers;  // e^(z / T): infinity where that overflows a double, 0 where it underflows
  double powerSum = 0;         // may be infinity or 0
  std::vector<double> fromLargest;  // e^((z - largest) / T), in [0, 1]: never overflows
  double fromLargestSum = 0;
  std::vector<double> probabilities;  // of `softmax`
  double entropyNats = 0;

  /// powers / powerSum: not a number where the formula as it is written divides infinity by infinity, or 0 by
  /// 0.
  [[nodiscard]] double naive(std::size_t i) const { return powers[i] / powerSum; }
  [[nodiscard]] bool naiveFails() const;
};

/// As `softmax`. At T = 0, where nothing can be divided, `scaled` and `powers` are empty, and `fromLargest`
/// is 1 for the largest and 0 for all others.
SoftmaxSteps softmaxSteps(std::span<const double> logits, double temperature);

}  // namespace es::math
