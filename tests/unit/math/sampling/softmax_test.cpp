#include "math/sampling/softmax.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "catch.h"

using namespace es::math;

namespace {
// The film's names in its order: Dumbledore, Flitwick, Mcgonagall, Quirrell, Snape, Sprout, Trelawney.
const std::vector<double> kFilmLogits{-0.8, -5.0, 0.5, 1.5, 3.4, -2.3, 2.5};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double total(const std::vector<double>& p) {
  return std::accumulate(p.begin(), p.end(), 0.0);
}
}  // namespace

TEST_CASE("the film's logits at five temperatures") {
  const std::vector<std::pair<double, std::vector<double>>> table{
      {1, {.0092, .0001, .0338, .0918, .6136, .0021, .2495}},
      {2, {.0499, .0061, .0956, .1576, .4075, .0236, .2598}},
      {5, {.1075, .0464, .1394, .1702, .2489, .0796, .2079}},
      {10, {.1277, .0839, .1455, .1608, .1944, .1100, .1777}},
      {0, {0, 0, 0, 0, 1, 0, 0}}};
  for (const auto& [temperature, expected] : table) {
    const auto found = softmax(kFilmLogits, temperature);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      INFO("T = " << temperature << ", name " << i);
      CHECK(std::abs(found[i] - expected[i]) <= 0.00005 + 1e-12);
    }
  }
}

TEST_CASE("softmax sums to one, keeps the order and does not see a shift") {
  std::mt19937 bits(3);
  std::uniform_real_distribution<double> uniform(-20, 20);
  for (int round = 0; round < 100; ++round) {
    std::vector<double> logits(12);
    std::ranges::generate(logits,
                          [&] { return std::round(uniform(bits) * 8) / 8; });  // exact under the shift
    std::vector<double> shifted = logits;
    for (double& logit : shifted) logit += 4096;
    const double temperature = std::exp(uniform(bits) / 5);
    const auto p = softmax(logits, temperature);
    CHECK(total(p) == Approx(1).epsilon(1e-14));
    CHECK(softmax(shifted, temperature) == p);
    for (std::size_t i = 1; i < p.size(); ++i)
      CHECK((logits[i] > logits[i - 1] ? p[i] >= p[i - 1] : p[i] <= p[i - 1]));
  }
}

TEST_CASE("temperature 0 is the lowest index among the largest") {
  CHECK(softmax(std::vector<double>{1, 7, 7, 7, -2}, 0) == std::vector<double>{0, 1, 0, 0, 0});
  CHECK(argmax(std::vector<double>{3, 1, 3}) == 0);
}

TEST_CASE("the coldest and the hottest temperatures") {
  const std::vector<double> cold = softmax(kFilmLogits, 1e-300);
  CHECK(cold == softmax(kFilmLogits, 0));
  CHECK(softmax(std::vector<double>{5, 5, 1}, 1e-300) == std::vector<double>{0.5, 0.5, 0});
  CHECK(softmax(std::vector<double>{5, 5, 1}, std::numeric_limits<double>::denorm_min()) ==
        std::vector<double>{0.5, 0.5, 0});
  CHECK(softmax(std::vector<double>{5, -5, 1e308, -1e308}, kInfinity) == std::vector<double>(4, 0.25));
}

TEST_CASE("no finite logits overflow") {
  CHECK(softmax(std::vector<double>{1e308, -1e308}, 1) == std::vector<double>{1, 0});
  const auto p = softmax(std::vector<double>{1e308, -1e308, 0}, 1e308);
  CHECK(p[1] / p[0] == Approx(std::exp(-2)));
  CHECK(p[2] / p[0] == Approx(std::exp(-1)));
  CHECK(softmax(std::vector<double>{-1e308}, 1) == std::vector<double>{1});
}

TEST_CASE("entropy") {
  CHECK(entropyNats(std::vector<double>{1, 0, 0}) == 0);
  CHECK(std::exp(entropyNats(std::vector<double>(8, 0.125))) == Approx(8));
  CHECK(entropyNats(std::vector<double>{0.25, 0.75}) ==
        Approx(0.25 * std::log(4) + 0.75 * std::log(4.0 / 3)));
  CHECK(entropyNats(softmax(kFilmLogits, 2)) < entropyNats(softmax(kFilmLogits, 3)));
}
