#include "app/scene/label_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace es::app {
namespace {

struct Box {
  float left, top, right, bottom;
};

/// How far a box must keep from other labels and from obstacles, and its leader from dots.
struct Room {
  float labelsPx, obstaclesPx, dotsPx;
};
constexpr Room kStay{1, 1, 0.5F};  // keeps a label where it is
constexpr Room kMove{1, 1.5F, 2};  // for one that must find a new spot
constexpr Room kAppear{5, 3, 3};   // for one that was not shown in the last picture, or may as well not show
constexpr int kAwayPictures = 90;  // for which a label that lost its place in a moving picture stays away
constexpr Room kReturn{6, 5, 4};   // for one that could stay, to come nearer

constexpr float kPi = 3.14159265F;
constexpr float kEdgePx = 8;  // labels keep off the edges of their room
constexpr float kPlainGapPx =
    14;  // a box further than this from what it names (and twice its gap) needs a leader
constexpr float kLeaderGapPx = 3;  // between a leader and what it ties together

// Spots are numbered from the best: eight close by, three rings of eight a little further out, then rings
// over the whole picture.
constexpr int kSpots = 8;
constexpr int kNearRings = 3;
constexpr int kFarFrom = kSpots * (1 + kNearRings);
constexpr float kFarStepPx = 24;
constexpr int kFarRings = 80;
constexpr int kClearRings = 7;  // so far a label goes to lie clear of the arrows, before it lies on one

/// Spots of one kind, better kinds first. Only the first serves labels that need not show.
struct Tier {
  int first, last;
  bool over;    // on arrows if need be
  bool across;  // its leader over dots if need be
  [[nodiscard]] bool holds(LabelSpot spot) const {
    return spot.over == over && spot.across == across && spot.number >= first && spot.number < last;
  }
};
constexpr int kAllSpots = kFarFrom + kSpots * kFarRings;
constexpr std::array<Tier, 5> kTiers{{{0, kSpots, false, false},
                                      {kSpots, kSpots*(1 + kClearRings), false, false},
                                      {0, kSpots, true, false},
                                      {kSpots, kAllSpots, true, false},
                                      {0, kAllSpots, true, true}}};

bool overlaps(const Box& a, const Box& b, float margin) {
  return a.left < b.right + margin && b.left < a.right + margin && a.top < b.bottom + margin &&
         b.top < a.bottom + margin;
}

/// The box whose near corner, or the middle of whose near side, lies `distance` from the anchor in a
/// direction.
Box boxAt(const LabelRequest& request, float x, float y, float distance) {
  constexpr float kCornerFrom = 0.25F;  // beyond this slope a corner is near, before it the side slides along
  const float shiftX = std::clamp(x / kCornerFrom, -1.0F, 1.0F) * request.widthPx / 2;
  const float shiftY = std::clamp(y / kCornerFrom, -1.0F, 1.0F) * request.heightPx / 2;
  const float centreX = request.anchorXPx + x * distance + shiftX;
  const float centreY = request.anchorYPx + y * distance + shiftY;
  return {centreX - request.widthPx / 2, centreY - request.heightPx / 2, centreX + request.widthPx / 2,
          centreY + request.heightPx / 2};
}

/// The angle of a spot around the anchor, from the preferred direction or else from the right.
float spotAngle(const LabelRequest& request, int spot) {
  constexpr std::array<float, kSpots> kCompass{0,     kPi,        -kPi / 2, kPi / 2,
                                               -0.7F, kPi + 0.7F, 0.7F,     kPi - 0.7F};
  constexpr std::array<float, kSpots> kPastTip{0, 0.5F, -0.5F, 1, -1, 1.6F, -1.6F, kPi};
  constexpr std::array<float, kSpots> kBeside{0, kPi, 0.5F, kPi + 0.5F, -0.5F, kPi - 0.5F, 1, kPi + 1};
  const auto step = static_cast<std::size_t>(spot % kSpots);
  if (request.directionX == 0 && request.directionY == 0) return kCompass[step];
  const float start = std::atan2(request.directionY, request.directionX);
  return start + (request.eitherSide ? kBeside : kPastTip)[step];
}

Box spotBox(const LabelRequest& request, int spot) {
  const int ring = spot / kSpots;
  float distance = request.gapPx * (1 + 2 * static_cast<float>(std::min(ring, kNearRings)));
  float angle = spotAngle(request, spot);
  if (ring > kNearRings) {
    distance += kFarStepPx * static_cast<float>(ring - kNearRings);
    if (ring % 2 == 1) angle += kPi / kSpots;
  }
  return boxAt(request, std::cos(angle), std::sin(angle), distance);
}

/// Whether the segment passes through the box (Liang & Barsky 1984).
bool crosses(const Box& box, const SegmentPx& segment, float margin) {
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

/// A line from what the box names to the box, where that is not plain without.
std::optional<SegmentPx> leaderTo(const Box& box, const LabelRequest& request) {
  const float toX = std::clamp(request.anchorXPx, box.left, box.right);
  const float toY = std::clamp(request.anchorYPx, box.top, box.bottom);
  const float dx = toX - request.anchorXPx, dy = toY - request.anchorYPx;
  const float length = std::hypot(dx, dy);
  if (length <= std::max(kPlainGapPx, 2 * request.gapPx)) return std::nullopt;
  const float x = dx / length, y = dy / length;
  const float start = std::max(kLeaderGapPx, request.gapPx - 4);
  return SegmentPx{request.anchorXPx + x * start, request.anchorYPx + y * start, toX - x * kLeaderGapPx,
                   toY - y * kLeaderGapPx};
}

/// One picture's labels in the making.
class LabelSheet {
 public:
  LabelSheet(std::span<const SegmentPx> obstacles, std::span<const DotPx> dots, const RectPx& room)
      : m_obstacles(obstacles.begin(), obstacles.end()),
        m_dots(dots),
        m_room{room.x + kEdgePx, room.y + kEdgePx, room.x + room.width - kEdgePx,
               room.y + room.height - kEdgePx} {}

  struct Found {
    Box box;
    LabelSpot spot;
  };

  /// The best place for a label that had `known` in the last frame, or none.
  [[nodiscard]] std::optional<Found> find(const LabelRequest& request, const LabelSpot* known) const {
    std::optional<Box> old;
    if (known != nullptr) old = boxIfFree(request, *known, kStay);
    const Room room = old ? kReturn : kAppear;
    for (const Tier& tier : kTiers) {
      if (old && tier.holds(*known)) return Found{*old, *known};
      if (const auto found = search(request, tier, known == nullptr, room)) return found;
      if (!request.mustShow) break;
      if (const auto found = old ? std::nullopt : search(request, tier, known == nullptr, kMove))
        return found;
    }
    return std::nullopt;
  }

  PlacedLabel take(std::size_t index, const LabelRequest& request, const Box& box) {
    m_taken.push_back(box);
    const auto leader = leaderTo(box, request);
    if (leader) m_obstacles.push_back(*leader);
    return {index, box.left, box.top, leader};
  }

 private:
  [[nodiscard]] std::optional<Found> search(const LabelRequest& request, const Tier& tier, bool fresh,
                                            Room room) const {
    for (int i = tier.first; i < tier.last; ++i) {
      const LabelSpot spot{request.opposite && fresh ? i ^ 1 : i, tier.over, tier.across};
      if (const auto box = boxIfFree(request, spot, room)) return Found{*box, spot};
    }
    return std::nullopt;
  }
  /// The box of a spot, where it is free.
  [[nodiscard]] std::optional<Box> boxIfFree(const LabelRequest& request, LabelSpot spot, Room room) const {
    Box box = spotBox(request, spot.number);
    if (spot.over || spot.number >= kSpots) box = pushedIn(box);
    if (!inside(box)) return std::nullopt;
    for (const Box& other : m_taken)
      if (overlaps(box, other, room.labelsPx)) return std::nullopt;
    if (spot.across) return box;
    const auto leader = leaderTo(box, request);
    if (leader && passesDot(*leader, request, room.dotsPx)) return std::nullopt;
    if (spot.over) return box;
    for (const SegmentPx& obstacle : m_obstacles)
      if (!marks(obstacle, request) && crosses(box, obstacle, room.obstaclesPx)) return std::nullopt;
    for (const Box& other : m_taken)
      if (leader && crosses(other, *leader, 0)) return std::nullopt;
    return box;
  }
  /// Another's than what the label names: one would read the label as that one's.
  [[nodiscard]] bool passesDot(const SegmentPx& leader, const LabelRequest& request, float gapPx) const {
    const float dx = leader.toX - leader.fromX, dy = leader.toY - leader.fromY;
    const float square = std::max(1e-6F, dx * dx + dy * dy);
    return std::ranges::any_of(m_dots, [&](const DotPx& dot) {
      const float fromX = dot.xPx - leader.fromX, fromY = dot.yPx - leader.fromY;
      const float along = std::clamp((fromX * dx + fromY * dy) / square, 0.0F, 1.0F);
      const float awayX = fromX - along * dx, awayY = fromY - along * dy, off = dot.radiusPx + gapPx;
      const bool own = std::abs(dot.xPx - request.anchorXPx) < 1 && std::abs(dot.yPx - request.anchorYPx) < 1;
      return !own && awayX * awayX + awayY * awayY < off * off;
    });
  }
  [[nodiscard]] bool inside(const Box& box) const {
    constexpr float kRounding = 0.01F;
    return box.left >= m_room.left - kRounding && box.top >= m_room.top - kRounding &&
           box.right <= m_room.right + kRounding && box.bottom <= m_room.bottom + kRounding;
  }
  [[nodiscard]] Box pushedIn(const Box& box) const {
    const float x = std::max(m_room.left - box.left, std::min(0.0F, m_room.right - box.right));
    const float y = std::max(m_room.top - box.top, std::min(0.0F, m_room.bottom - box.bottom));
    return {box.left + x, box.top + y, box.right + x, box.bottom + y};
  }
  /// A dot or ring around the very point that the label names: its gap clears that.
  static bool marks(const SegmentPx& obstacle, const LabelRequest& request) {
    return std::abs(obstacle.fromX + obstacle.toX - 2 * request.anchorXPx) < 1 &&
           std::abs(obstacle.fromY + obstacle.toY - 2 * request.anchorYPx) < 1 && !request.eitherSide;
  }

  std::vector<SegmentPx> m_obstacles;  // and the leaders of those placed
  std::vector<Box> m_taken;
  std::span<const DotPx> m_dots;
  Box m_room;  // short of its edges
};

}  // namespace

const LabelSpot* LabelLayout::spotOf(const LabelRequest& request) const {
  const auto known = m_memory.find(request.id);
  return known != m_memory.end() && known->second.staysAway == 0 ? &known->second.spot : nullptr;
}

/// For how many pictures a label that found no place now stays away: none where the picture stands still.
int LabelLayout::staysAway(const LabelRequest& request) const {
  const auto known = m_memory.find(request.id);
  if (known == m_memory.end() || request.mustShow) return 0;
  const Memory& last = known->second;
  constexpr float kStillPx = 0.01F;
  const bool still = std::abs(last.anchorXPx - request.anchorXPx) < kStillPx &&
                     std::abs(last.anchorYPx - request.anchorYPx) < kStillPx;
  if (still) return 0;
  return last.staysAway == 0 ? kAwayPictures : last.staysAway - 1;
}

std::vector<PlacedLabel> LabelLayout::place(const std::vector<LabelRequest>& requests,
                                            const std::vector<SegmentPx>& obstacles, const RectPx& room,
                                            const std::vector<DotPx>& dots) {
  std::vector<std::size_t> order(requests.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const LabelRequest &first = requests[a], &second = requests[b];
    if (first.mustShow != second.mustShow) return first.mustShow;
    if (first.priority != second.priority) return first.priority > second.priority;
    return spotOf(first) != nullptr && spotOf(second) == nullptr;
  });

  LabelSheet sheet(obstacles, dots, room);
  std::vector<PlacedLabel> placed;
  std::unordered_map<std::uint64_t, Memory> memory;
  for (const std::size_t index : order) {
    const LabelRequest& request = requests[index];
    const LabelSpot* known = spotOf(request);
    const int away = staysAway(request);
    const auto found = known == nullptr && away > 0 ? std::nullopt : sheet.find(request, known);
    if (found) placed.push_back(sheet.take(index, request, found->box));
    if (found || away > 0) {
      memory[request.id] = {found ? found->spot : LabelSpot{}, request.anchorXPx, request.anchorYPx,
                            found ? 0 : away};
    }
  }
  m_memory = std::move(memory);
  return placed;
}

}  // namespace es::app
