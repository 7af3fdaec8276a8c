#include "app/panels/model/story/story_figures.h"

#include <cassert>

namespace es::app {

std::vector<StripSegment> cumulativeStrip(std::span<const double> probabilities, double least, int hit) {
  std::vector<StripSegment> strip;
  bool several = false;  // the last segment gathers narrow ones
  double at = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double p = probabilities[i];
    if (p <= 0) continue;
    const int token = static_cast<int>(i);
    const bool narrow = p < least && token != hit;
    if (narrow && several) {
      strip.back().end = at + p;
      strip.back().token = -1;
    } else {
      strip.push_back({at, at + p, token});
    }
    several = narrow;
    at += p;
  }
  if (!strip.empty()) strip.back().end = 1;
  return strip;
}

std::vector<TreePlace> treeLayout(std::span<const int> parents, std::span<const float> widths, float gapPx) {
  assert(parents.size() == widths.size());
  std::vector<std::vector<std::size_t>> children(parents.size());
  for (std::size_t i = 1; i < parents.size(); ++i) {
    assert(parents[i] >= 0 && parents[i] < static_cast<int>(i));
    children[static_cast<std::size_t>(parents[i])].push_back(i);
  }
  std::vector<TreePlace> places(parents.size());
  std::vector<std::size_t> open;  // depth first, without recursion: stories are long
  if (!parents.empty()) open.push_back(0);
  int rows = 1;
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    if (node > 0) {
      const auto parent = static_cast<std::size_t>(parents[node]);
      const bool first = children[parent].front() == node;
      places[node] = {places[parent].xPx + widths[parent] + gapPx, first ? places[parent].row : rows++};
    }
    open.insert(open.end(), children[node].rbegin(), children[node].rend());
  }
  return places;
}

}  // namespace es::app
