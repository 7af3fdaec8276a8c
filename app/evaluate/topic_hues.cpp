#include "app/evaluate/topic_hues.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "math/linear/similarity.h"

namespace es::app {
namespace {

constexpr double kStrangers = -0.2;  // a cosine from which on two topics do not care about each other
constexpr int kMostRounds = 100;
constexpr math::Index kMostSwapped = 100;

/// What is wrong with a choice of hues: the less, the better.
class HueChoice {
 public:
  HueChoice(const math::RowMatrix& centres, int hues) : m_hues(hues) {
    const auto count = static_cast<std::size_t>(centres.rows());
    m_nearness.assign(count, std::vector<double>(count, 0));
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const double cosine = math::dot(centres.row(static_cast<math::Index>(a)).transpose(),
                                        centres.row(static_cast<math::Index>(b)).transpose());
        const double near = std::max(0.0, cosine - kStrangers);
        m_nearness[a][b] = m_nearness[b][a] = near * near;
      }
    }
  }

  /// One after the other, each the hue that those before it leave it.
  void begin() {
    const std::size_t most =
        (m_nearness.size() + static_cast<std::size_t>(m_hues) - 1) / static_cast<std::size_t>(m_hues);
    std::vector<std::size_t> used(static_cast<std::size_t>(m_hues), 0);
    for (std::size_t topic = 0; topic < m_nearness.size(); ++topic) {
      int best = -1;
      double least = 0;
      for (int hue = 0; hue < m_hues; ++hue) {
        if (used[static_cast<std::size_t>(hue)] == most) continue;
        const double wrong = wrongWith(topic, hue, topic);
        if (best < 0 || wrong < least) std::tie(best, least) = std::pair(hue, wrong);
      }
      ++used[static_cast<std::size_t>(best)];
      m_chosen.push_back(best);
    }
  }

  /// Two topics change hues wherever that is better; true when any did.
  bool swapSome() {
    constexpr double kGain = 1e-9;
    bool any = false;
    for (std::size_t a = 0; a < m_chosen.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const double before = wrongOf(a, b);
        std::swap(m_chosen[a], m_chosen[b]);
        const bool better = wrongOf(a, b) < before - kGain;
        if (!better) std::swap(m_chosen[a], m_chosen[b]);
        any = any || better;
      }
    }
    return any;
  }

  [[nodiscard]] std::vector<std::uint8_t> chosen() const { return {m_chosen.begin(), m_chosen.end()}; }

 private:
  /// 1 for the same hue, 0 for opposite ones.
  [[nodiscard]] double likeness(int a, int b) const {
    const int steps = std::abs(a - b);
    const double way = 2.0 * std::min(steps, m_hues - steps) / m_hues;
    return (1 - way) * (1 - way);
  }
  /// Of a topic with that hue, against the first `count` others.
  [[nodiscard]] double wrongWith(std::size_t topic, int hue, std::size_t count) const {
    double sum = 0;
    for (std::size_t other = 0; other < count; ++other)
      if (other != topic) sum += m_nearness[topic][other] * likeness(hue, m_chosen[other]);
    return sum;
  }
  [[nodiscard]] double wrongOf(std::size_t a, std::size_t b) const {
    return wrongWith(a, m_chosen[a], m_chosen.size()) + wrongWith(b, m_chosen[b], m_chosen.size());
  }

  int m_hues;
  std::vector<std::vector<double>> m_nearness;  // of each two
  std::vector<int> m_chosen;
};

}  // namespace

std::vector<std::uint8_t> topicHues(const math::RowMatrix& centres, int hues) {
  HueChoice choice(centres, hues);
  choice.begin();
  if (centres.rows() > kMostSwapped) return choice.chosen();  // neighbours enough for any choice
  for (int round = 0; round < kMostRounds && choice.swapSome(); ++round) {
  }
  return choice.chosen();
}

}  // namespace es::app
