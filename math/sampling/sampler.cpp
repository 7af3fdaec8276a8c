#include "math/sampling/sampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "math/sampling/softmax.h"

namespace es::math {

namespace {

/// The chain's state: logits relative to the largest, and which tokens are left.
class Chain {
 public:
  explicit Chain(std::span<const float> logits)
      : m_relative(logits.begin(), logits.end()),
        m_kept(logits.size(), true),
        m_keptCount(static_cast<Index>(logits.size())) {
    const double largest = *std::max_element(m_relative.begin(), m_relative.end());
    for (double& logit : m_relative) logit -= largest;
  }

  void temper(double temperature) {
    if (temperature == 0) {
      keepOnly(firstLargest());
    } else {
      for (double& logit : m_relative) logit = std::isinf(temperature) ? 0.0 : logit / temperature;
    }
  }

  void keepTop(int count) {
    if (count <= 0 || count >= m_keptCount) return;
    std::vector<std::size_t> order = byLogit();
    for (auto rank = static_cast<std::size_t>(count); rank < order.size(); ++rank) remove(order[rank]);
  }

  void keepMass(double share) {
    if (share >= 1) return;
    const std::vector<std::size_t> order = byLogit();
    std::vector<double> weights;
    weights.reserve(order.size());
    for (const std::size_t i : order) weights.push_back(std::exp(m_relative[i]));
    const double target = share * std::accumulate(weights.begin(), weights.end(), 0.0);
    double reached = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      if (rank > 0 && reached >= target) remove(order[rank]);
      reached += weights[rank];
    }
  }

  void keepLikely(double share) {
    if (share <= 0) return;
    const double least = std::log(share);
    for (std::size_t i = 0; i < m_kept.size(); ++i)
      if (m_kept[i] && m_relative[i] < least) remove(i);
  }

  SamplingDistribution distribution() && {
    SamplingDistribution result;
    result.probabilities.assign(m_kept.size(), 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < m_kept.size(); ++i)
      if (m_kept[i]) sum += result.probabilities[i] = std::exp(m_relative[i]);
    for (double& probability : result.probabilities) probability /= sum;
    result.entropy = entropyNats(result.probabilities);
    result.kept = std::move(m_kept);
    result.keptCount = m_keptCount;
    return result;
  }

 private:
  /// What is left, most probable first; ties in index order.
  [[nodiscard]] std::vector<std::size_t> byLogit() const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_kept.size(); ++i)
      if (m_kept[i]) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return m_relative[a] > m_relative[b]; });
    return order;
  }

  /// The largest is always left, so its relative logit is 0 throughout.
  [[nodiscard]] std::size_t firstLargest() const {
    std::size_t best = 0;
    while (!m_kept[best] || m_relative[best] < 0) ++best;
    return best;
  }

  void keepOnly(std::size_t one) {
    m_kept.assign(m_kept.size(), false);
    m_kept[one] = true;
    m_keptCount = 1;
  }

  void remove(std::size_t i) {
    m_kept[i] = false;
    --m_keptCount;
  }

  std::vector<double> m_relative;  // <= 0
  std::vector<bool> m_kept;
  Index m_keptCount;
};

}  // namespace

std::vector<SamplerLink> llamaCppOrder() {
  return {SamplerLink::TopK, SamplerLink::TopP, SamplerLink::MinP, SamplerLink::Temperature};
}

std::vector<SamplerLink> huggingFaceOrder() {
  return {SamplerLink::Temperature, SamplerLink::TopK, SamplerLink::TopP, SamplerLink::MinP};
}

SamplingDistribution samplingDistribution(std::span<const float> logits, const SamplerSettings& settings) {
  assert(!logits.empty());
  assert(std::all_of(logits.begin(), logits.end(), [](float z) { return std::isfinite(z); }));
  assert(settings.temperature >= 0 && settings.topP > 0 && settings.minP >= 0 && settings.minP <= 1);
  Chain chain(logits);
  for (const SamplerLink link : settings.order) {
    switch (link) {
      case SamplerLink::Temperature:
        chain.temper(settings.temperature);
        break;
      case SamplerLink::TopK:
        chain.keepTop(settings.topK);
        break;
      case SamplerLink::TopP:
        chain.keepMass(settings.topP);
        break;
      case SamplerLink::MinP:
        chain.keepLikely(settings.minP);
        break;
    }
  }
  return std::move(chain).distribution();
}

Index draw(std::span<const double> probabilities, double u) {
  assert(u >= 0 && u < 1);
  double below = 0;
  Index last = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] <= 0) continue;
    last = static_cast<Index>(i);
    below += probabilities[i];
    if (u < below) return last;
  }
  return last;  // rounding left the strip a little short of 1
}

double uniformDraw(std::uint64_t seed, std::uint64_t step) {
  // SplitMix64 (Steele, Lea, Flood 2014), its state set `step` increments past a scrambled seed.
  const auto scramble = [](std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  };
  constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;
  const std::uint64_t bits = scramble(scramble(seed + kGolden) + (step + 1) * kGolden);
  return static_cast<double>(bits >> 11U) * 0x1.0p-53;
}

}  // namespace es::math
