#include "render/vector/painter_order.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace es::render {
namespace {

constexpr float kSameDepth = 1.0e-3F;  // as a share: strokes that meet have no order there

float cross(glm::vec2 a, glm::vec2 b) {
  return a.x * b.y - a.y * b.x;
}

float lengthSquared(glm::vec2 v) {
  return glm::dot(v, v);
}

// The place on the stroke, 0..1, that is nearest to `px`.
float nearestShare(const SeenStroke& stroke, glm::vec2 px) {
  const glm::vec2 along = stroke.to - stroke.from;
  const float length2 = lengthSquared(along);
  return length2 > 0.0F ? std::clamp(glm::dot(px - stroke.from, along) / length2, 0.0F, 1.0F) : 0.0F;
}

glm::vec2 placeAt(const SeenStroke& stroke, float share) {
  return stroke.from + share * (stroke.to - stroke.from);
}

// 1 / depth is what is linear in the picture.
float depthAt(const SeenStroke& stroke, float share) {
  return 1.0F / glm::mix(1.0F / stroke.depthFrom, 1.0F / stroke.depthTo, share);
}

float surfaceAt(const SeenStroke& stroke, float share) {
  return depthAt(stroke, share) * (1.0F - stroke.thickness);
}

struct Approach {
  float shareA = 0.0F, shareB = 0.0F;
  float distancePx = 0.0F;
};

// Where the axes of two strokes cross or come nearest to each other.
Approach nearestApproach(const SeenStroke& a, const SeenStroke& b) {
  const glm::vec2 alongA = a.to - a.from, alongB = b.to - b.from, between = b.from - a.from;
  const float turn = cross(alongA, alongB);
  if (turn != 0.0F) {
    const float shareA = cross(between, alongB) / turn, shareB = cross(between, alongA) / turn;
    if (shareA >= 0.0F && shareA <= 1.0F && shareB >= 0.0F && shareB <= 1.0F) return {shareA, shareB, 0.0F};
  }
  Approach best{0.0F, 0.0F, INFINITY};
  const auto consider = [&](float shareA, float shareB) {
    const float distance = glm::distance(placeAt(a, shareA), placeAt(b, shareB));
    if (distance < best.distancePx) best = {shareA, shareB, distance};
  };
  for (const float end : {0.0F, 1.0F}) {
    consider(end, nearestShare(b, placeAt(a, end)));
    consider(nearestShare(a, placeAt(b, end)), end);
  }
  return best;
}

bool boxesTouch(const SeenStroke& a, const SeenStroke& b) {
  const glm::vec2 reach(a.radiusPx + b.radiusPx);
  const glm::vec2 lowA = glm::min(a.from, a.to) - reach, highA = glm::max(a.from, a.to) + reach;
  const glm::vec2 lowB = glm::min(b.from, b.to), highB = glm::max(b.from, b.to);
  return lowA.x <= highB.x && lowB.x <= highA.x && lowA.y <= highB.y && lowB.y <= highA.y;
}

enum class Relation : std::uint8_t { Apart, FirstBehind, FirstBefore };

Relation compared(float depthA, float depthB) {
  if (std::abs(depthA - depthB) <= kSameDepth * std::min(depthA, depthB)) return Relation::Apart;
  return depthA > depthB ? Relation::FirstBehind : Relation::FirstBefore;
}

// So many pixels away from the stroke's nearer end.
float inwards(const SeenStroke& stroke, float share, float px) {
  const float step = std::min(px / std::max(glm::distance(stroke.from, stroke.to), 1.0e-6F), 0.5F);
  return share < 0.5F ? share + step : share - step;
}

Relation relationOf(const SeenStroke& a, const SeenStroke& b) {
  if (!(a.hides || b.hides) || !boxesTouch(a, b)) return Relation::Apart;
  const Approach approach = nearestApproach(a, b);
  if (approach.distancePx > a.radiusPx + b.radiusPx) return Relation::Apart;
  const Relation there = compared(surfaceAt(a, approach.shareA), surfaceAt(b, approach.shareB));
  if (there != Relation::Apart) return there;
  // They meet: what counts is which is before the other beside that place.
  const float reach = a.radiusPx + b.radiusPx;
  return compared(surfaceAt(a, inwards(a, approach.shareA, reach)),
                  surfaceAt(b, inwards(b, approach.shareB, reach)));
}

float middleDepth(const SeenStroke& stroke) {
  return 0.5F * (stroke.depthFrom + stroke.depthTo);
}

}  // namespace

std::vector<std::size_t> paintersOrder(std::span<const SeenStroke> strokes) {
  const std::size_t count = strokes.size();
  std::vector<std::size_t> farFirst(count);
  std::iota(farFirst.begin(), farFirst.end(), std::size_t{0});
  std::ranges::stable_sort(farFirst, std::ranges::greater{},
                           [&](std::size_t i) { return middleDepth(strokes[i]); });
  constexpr std::size_t kMostCompared = 4000;  // every pair; beyond that the middles must do
  if (count > kMostCompared) return farFirst;

  std::vector<std::vector<std::size_t>> before(count);  // what lies before each
  std::vector<std::size_t> behind(count, 0);            // how many behind it are not drawn yet
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      const Relation relation = relationOf(strokes[i], strokes[j]);
      if (relation == Relation::Apart) continue;
      const bool firstBehind = relation == Relation::FirstBehind;
      before[firstBehind ? i : j].push_back(firstBehind ? j : i);
      ++behind[firstBehind ? j : i];
    }
  }
  std::vector<std::size_t> order;
  order.reserve(count);
  while (!farFirst.empty()) {
    auto next = std::ranges::find_if(farFirst, [&](std::size_t i) { return behind[i] == 0; });
    if (next == farFirst.end()) next = farFirst.begin();  // a ring
    order.push_back(*next);
    for (const std::size_t i : before[*next])
      if (behind[i] > 0) --behind[i];
    farFirst.erase(next);
  }
  return order;
}

std::size_t drawnBefore(std::span<const SeenStroke> ordered, glm::vec2 centerPx, float radiusPx,
                        float depth) {
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const SeenStroke& stroke = ordered[i];
    if (!stroke.hides) continue;
    const float share = nearestShare(stroke, centerPx);
    const float reach = stroke.radiusPx + radiusPx;
    if (lengthSquared(placeAt(stroke, share) - centerPx) > reach * reach) continue;
    if (depth > surfaceAt(stroke, share)) return i;
  }
  return ordered.size();
}

}  // namespace es::render
