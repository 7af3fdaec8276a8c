#include "app/label_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace es::app {
namespace {

struct Box {
  float left, top, right, bottom;
};

constexpr float kNewcomerMarginPx = 5;  // room that a label not shown in the last frame must find around it
constexpr float kShownMarginPx = 1;     // room that keeps a shown one
constexpr float kObstacleMarginPx = 1.5F;
constexpr int kSpots = 8;  // around the anchor
constexpr int kRings = 3;  // distances tried for labels that must show

bool overlaps(const Box& a, const Box& b, float margin) {
  return a.left < b.right + margin && b.left < a.right + margin && a.top < b.bottom + margin &&
         b.top < a.bottom + margin;
}

/// The box of a request hung on its anchor in the direction (x, y), `reach` gaps away.
Box boxAt(const LabelRequest& request, float x, float y, float reach) {
  const float gap = request.gapPx * reach;
  // The centre lies so far out that the box clears a circle of radius `gap` around the anchor.
  const float centreX = request.anchorXPx + x * (gap + request.widthPx / 2);
  const float centreY = request.anchorYPx + y * (gap + request.heightPx / 2);
  return {centreX - request.widthPx / 2, centreY - request.heightPx / 2, centreX + request.widthPx / 2,
          centreY + request.heightPx / 2};
}

/// Spot 0 is the preferred direction, the others go round from it; without one: right, left, above, below,
/// corners.
Box spotBox(const LabelRequest& request, int spot) {
  constexpr std::array<std::array<float, 2>, kSpots> kCompass{
      {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}};
  const int round = spot / kSpots;
  const float reach = 1 + 2 * static_cast<float>(round);
  const auto step = static_cast<std::size_t>(spot % kSpots);
  if (request.directionX == 0 && request.directionY == 0)
    return boxAt(request, kCompass[step][0], kCompass[step][1], reach);
  constexpr std::array<float, kSpots> kTurns{0, 0.5F, -0.5F, 1, -1, 1.6F, -1.6F, 3.14159F};
  const float c = std::cos(kTurns[step]), s = std::sin(kTurns[step]);
  return boxAt(request, c * request.directionX - s * request.directionY,
               s * request.directionX + c * request.directionY, reach);
}

/// Whether the segment passes through the box (Liang & Barsky 1984).
bool crosses(const Box& box, const ObstaclePx& segment, float margin) {
  const float dx = segment.toX - segment.fromX, dy = segment.toY - segment.fromY;
  float enter = 0, leave = 1;
  const auto clip = [&](float slope, float room) {  // slope * t <= room
    if (slope == 0) return room >= 0;
    if (slope < 0) enter = std::max(enter, room / slope);
    if (slope > 0) leave = std::min(leave, room / slope);
    return enter <= leave;
  };
  return clip(-dx, segment.fromX - (box.left - margin)) && clip(dx, box.right + margin - segment.fromX) &&
         clip(-dy, segment.fromY - (box.top - margin)) && clip(dy, box.bottom + margin - segment.fromY);
}

bool inside(const Box& box, float width, float height) {
  return box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;
}

}  // namespace

std::vector<PlacedLabel> LabelLayout::place(const std::vector<LabelRequest>& requests,
                                            const std::vector<ObstaclePx>& obstacles, float pictureWidthPx,
                                            float pictureHeightPx) {
  std::vector<std::size_t> order(requests.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto wasShown = [this](const LabelRequest& request) { return m_spotOf.contains(request.id); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (requests[a].priority != requests[b].priority) return requests[a].priority > requests[b].priority;
    return wasShown(requests[a]) && !wasShown(requests[b]);
  });

  std::vector<Box> taken;
  std::vector<PlacedLabel> placed;
  std::unordered_map<std::uint64_t, int> spots;
  const auto tryPlace = [&](std::size_t index, int spot, float margin, bool avoid) {
    const Box box = spotBox(requests[index], spot);
    if (!inside(box, pictureWidthPx, pictureHeightPx)) return false;
    const auto blocked = [&](const ObstaclePx& obstacle) {
      return crosses(box, obstacle, kObstacleMarginPx);
    };
    if (avoid && std::ranges::any_of(obstacles, blocked)) return false;
    if (std::ranges::any_of(taken, [&](const Box& other) { return overlaps(box, other, margin); }))
      return false;
    taken.push_back(box);
    placed.push_back({index, box.left, box.top});
    spots[requests[index].id] = spot;
    return true;
  };
  for (const std::size_t index : order) {
    const LabelRequest& request = requests[index];
    const auto known = m_spotOf.find(request.id);
    if (known != m_spotOf.end() && tryPlace(index, known->second, kShownMarginPx, true)) continue;
    const float margin = known != m_spotOf.end() || request.mustShow ? kShownMarginPx : kNewcomerMarginPx;
    const int last = request.mustShow ? kSpots * kRings : kSpots;
    bool done = false;
    for (int spot = 0; spot < last && !done; ++spot) done = tryPlace(index, spot, margin, true);
    for (int spot = 0; spot < last && !done && request.mustShow; ++spot)
      done = tryPlace(index, spot, margin, false);
  }
  m_spotOf = std::move(spots);
  return placed;
}

}  // namespace es::app
