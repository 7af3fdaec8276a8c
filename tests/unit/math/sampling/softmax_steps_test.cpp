#include "math/sampling/softmax_steps.h"

#include <cmath>
#include <limits>

#include "catch.h"
#include "math/sampling/softmax.h"

using namespace es::math;

namespace {
const std::vector<double> kFilmLogits{-0.8, -5.0, 0.5, 1.5, 3.4, -2.3, 2.5};
}

TEST_CASE("the film's steps as numpy has them") {
  // numpy: x = np.array([...]); e = np.exp(x / T); e, e.sum(), e / e.sum()
  const SoftmaxSteps one = softmaxSteps(kFilmLogits, 1);
  CHECK(one.powers[4] == Approx(29.96410004739701).epsilon(1e-14));
  CHECK(one.powerSum == Approx(48.833330103977794).epsilon(1e-14));
  CHECK(one.naive(4) == Approx(0.6135993589541467).epsilon(1e-14));
  CHECK(one.entropyNats == Approx(1.0367271296447633).epsilon(1e-13));
  const SoftmaxSteps five = softmaxSteps(kFilmLogits, 5);
  CHECK(five.scaled[4] == 3.4 / 5);
  CHECK(five.powerSum == Approx(7.928935604226806).epsilon(1e-14));
  CHECK(five.entropyNats == Approx(1.8324718065877805).epsilon(1e-13));
}

TEST_CASE("the formula as it is written and the safe one agree where the first can be computed") {
  for (const double temperature : {0.1, 1.0, 2.0, 50.0}) {
    const SoftmaxSteps steps = softmaxSteps(kFilmLogits, temperature);
    CHECK_FALSE(steps.naiveFails());
    CHECK(steps.probabilities == softmax(kFilmLogits, temperature));
    for (std::size_t i = 0; i < kFilmLogits.size(); ++i) {
      CHECK(steps.naive(i) == Approx(steps.probabilities[i]).epsilon(1e-13));
      CHECK(steps.fromLargest[i] / steps.fromLargestSum == Approx(steps.probabilities[i]).epsilon(1e-13));
    }
  }
}

TEST_CASE("where the naive formula divides infinity by infinity, or zero by zero") {
  const SoftmaxSteps over = softmaxSteps(std::vector<double>{1000, 995, 0}, 1);
  CHECK(over.naiveFails());
  CHECK(std::isinf(over.powers[0]));
  CHECK(std::isnan(over.naive(0)));
  CHECK(over.naive(2) == 0);
  CHECK(over.probabilities[0] == Approx(1 / (1 + std::exp(-5))).epsilon(1e-14));
  const SoftmaxSteps under = softmaxSteps(std::vector<double>{-1000, -1001}, 1);
  CHECK(under.naiveFails());
  CHECK(std::isnan(under.naive(0)));
  CHECK(under.fromLargest[0] == 1);
}

TEST_CASE("temperatures zero and infinity") {
  const SoftmaxSteps zero = softmaxSteps(kFilmLogits, 0);
  CHECK(zero.powers.empty());
  CHECK_FALSE(zero.naiveFails());
  CHECK(zero.fromLargest == std::vector<double>{0, 0, 0, 0, 1, 0, 0});
  CHECK(zero.entropyNats == 0);
  const SoftmaxSteps hot = softmaxSteps(kFilmLogits, std::numeric_limits<double>::infinity());
  CHECK(hot.powers == std::vector<double>(7, 1.0));
  CHECK(hot.powerSum == 7);
  CHECK(std::exp(hot.entropyNats) == Approx(7).epsilon(1e-14));
}
