#include "math/sampling/softmax.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace es::math {

std::size_t argmax(std::span<const double> values) {
  assert(!values.empty());
  return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

std::vector<double> softmax(std::span<const double> logits, double temperature) {
  assert(!logits.empty() && temperature >= 0);
  assert(std::ranges::all_of(logits, [](double logit) { return std::isfinite(logit); }));
  std::vector<double> probabilities(logits.size(), 0.0);
  const std::size_t top = argmax(logits);
  if (temperature == 0) {
    probabilities[top] = 1;
    return probabilities;
  }
  // The halves' difference is finite where the difference of two huge logits is not; halving and doubling are
  // exact.
  const double halfMax = logits[top] / 2;
  std::ranges::transform(logits, probabilities.begin(),
                         [&](double logit) { return std::exp((logit / 2 - halfMax) / temperature * 2); });
  double sum = 0;
  for (const double weight : probabilities) sum += weight;
  for (double& probability : probabilities) probability /= sum;
  return probabilities;
}

double entropyNats(std::span<const double> probabilities) {
  double entropy = 0;
  for (const double p : probabilities)
    if (p > 0) entropy -= p * std::log(p);
  return entropy;
}

}  // namespace es::math
