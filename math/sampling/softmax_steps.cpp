#include "math/sampling/softmax_steps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/sampling/softmax.h"

namespace es::math {

bool SoftmaxSteps::naiveFails() const {
  return !powers.empty() && (!std::isfinite(powerSum) || powerSum == 0);
}

SoftmaxSteps softmaxSteps(std::span<const double> logits, double temperature) {
  SoftmaxSteps steps;
  steps.temperature = temperature;
  steps.largest = logits[argmax(logits)];
  steps.probabilities = softmax(logits, temperature);
  steps.entropyNats = entropyNats(steps.probabilities);
  if (temperature == 0) {
    steps.fromLargest = steps.probabilities;
    steps.fromLargestSum = 1;
    return steps;
  }
  for (const double logit : logits) {
    steps.scaled.push_back(logit / temperature);
    steps.powers.push_back(std::exp(steps.scaled.back()));
    // In halves, as softmax does it: the difference of two huge logits need not be finite.
    steps.fromLargest.push_back(std::exp((logit / 2 - steps.largest / 2) / temperature * 2));
  }
  steps.powerSum = std::accumulate(steps.powers.begin(), steps.powers.end(), 0.0);
  steps.fromLargestSum = std::accumulate(steps.fromLargest.begin(), steps.fromLargest.end(), 0.0);
  return steps;
}

}  // namespace es::math
