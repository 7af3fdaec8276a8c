#include "app/panels/directions/line_flags.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>

namespace es::app {

namespace {

/// Marks on one side of a line, and the leaders that have their places already.
class Leaders {
 public:
  Leaders(std::span<const float> distances, std::span<const int> levels, float markPx)
      : m_distances(distances), m_levels(levels), m_clearPx(1.2F * markPx), m_places(distances.size()) {}

  /// Passes no mark as high as its own or higher, and no other leader.
  [[nodiscard]] bool isFree(std::size_t i, float at) const {
    const auto [low, high] = std::minmax(m_distances[i], at);
    for (std::size_t j = 0; j < m_distances.size(); ++j) {
      if (j == i) continue;
      if (m_places[j] && std::abs(at - *m_places[j]) < kApart * m_clearPx) return false;
      if (m_levels[j] < m_levels[i]) continue;
      if (std::abs(at - m_distances[j]) < m_clearPx) return false;
      // On its way there it passes no neighbour.
      if (m_levels[j] == m_levels[i] && m_distances[j] > low && m_distances[j] < high) return false;
    }
    return true;
  }

  void place(std::size_t i) {
    const float own = m_distances[i], step = 0.2F * m_clearPx;
    m_places[i] = own;  // where nothing is free
    for (int k = 0; k < kMostSteps; ++k)
      for (const float at : {own - step * static_cast<float>(k), own + step * static_cast<float>(k)}) {
        if (!isFree(i, at)) continue;
        m_places[i] = at;
        return;
      }
  }

  [[nodiscard]] std::vector<float> places() const {
    std::vector<float> all;
    for (const std::optional<float>& place : m_places) all.push_back(place.value_or(0));
    return all;
  }

 private:
  static constexpr float kApart = 0.5F;  // two leaders, as a share of what keeps one off a mark
  static constexpr int kMostSteps = 40;

  std::span<const float> m_distances;
  std::span<const int> m_levels;
  float m_clearPx;
  std::vector<std::optional<float>> m_places;
};

}  // namespace

std::vector<int> flagRows(std::span<const float> distances, std::span<const float> widths, float gapPx) {
  std::vector<int> rows;
  std::vector<float>
      takenTo;  // how far from zero each row is taken, and where its outermost leader comes down
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const float from = distances[i] - widths[i] - gapPx;
    std::size_t row = takenTo.size();
    while (row > 0 && takenTo[row - 1] <= from) --row;  // below a leader of a higher row only if clear of it
    if (row == takenTo.size()) takenTo.push_back(0);
    takenTo[row] = distances[i];
    rows.push_back(static_cast<int>(row));
  }
  return rows;
}

std::vector<int> stackLevels(std::span<const float> distances, float leastPx) {
  std::vector<int> levels;
  std::vector<float> lastAt;  // of each level
  for (const float distance : distances) {
    std::size_t level = 0;
    while (level < lastAt.size() && distance - lastAt[level] < leastPx) ++level;
    if (level == lastAt.size()) lastAt.push_back(0);
    lastAt[level] = distance;
    levels.push_back(static_cast<int>(level));
  }
  return levels;
}

std::vector<float> leaderPlaces(std::span<const float> distances, std::span<const int> levels, float markPx) {
  Leaders leaders(distances, levels, markPx);
  std::vector<std::size_t> order(distances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // The outermost marks have nothing in their way; those beneath make room.
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return levels[i]; });
  for (const std::size_t i : order) leaders.place(i);
  return leaders.places();
}

}  // namespace es::app
