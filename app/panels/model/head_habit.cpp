#include "app/panels/model/head_habit.h"

#include <algorithm>

namespace es::app {
namespace {

constexpr double kLeastHabit = 0.5;

}  // namespace

double habitShare(const math::RowMatrix& weights, HeadHabit habit) {
  double sum = 0;
  for (math::Index i = 1; i < weights.rows(); ++i) {
    const math::Index at = habit == HeadHabit::Before ? i - 1 : habit == HeadHabit::Itself ? i : 0;
    sum += static_cast<double>(weights(i, at));
  }
  return sum / static_cast<double>(std::max<math::Index>(1, weights.rows() - 1));
}

std::optional<std::size_t> headOfHabit(const AttentionAnswer& answer, HeadHabit habit) {
  const auto most = std::ranges::max_element(
      answer.patterns, {}, [&](const AttentionHead& head) { return habitShare(head.weights, habit); });
  if (most == answer.patterns.end() || habitShare(most->weights, habit) < kLeastHabit) return std::nullopt;
  return static_cast<std::size_t>(most - answer.patterns.begin());
}

}  // namespace es::app
