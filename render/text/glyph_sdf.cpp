#include "render/text/glyph_sdf.h"

#include <algorithm>
#include <cmath>

namespace es::render {
namespace {

struct Grid {
  int width = 0;
  int height = 0;
  std::vector<float> distance2;  // squared distance to the nearest segment, texels
  std::vector<int> winding;

  [[nodiscard]] std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
};

float distanceSquared(glm::vec2 p, const OutlineSegment& s) {
  const glm::vec2 along = s.to - s.from;
  const float length2 = glm::dot(along, along);
  const float t = length2 > 0.0F ? std::clamp(glm::dot(p - s.from, along) / length2, 0.0F, 1.0F) : 0.0F;
  const glm::vec2 gap = p - (s.from + t * along);
  return glm::dot(gap, gap);
}

// Only texels that the segment can matter to: the field saturates at kFieldOutside.
void addDistances(Grid& grid, const OutlineSegment& s) {
  const glm::vec2 low = glm::floor(glm::min(s.from, s.to) - kFieldOutside);
  const glm::vec2 high = glm::ceil(glm::max(s.from, s.to) + kFieldOutside);
  const int right = std::min(grid.width, static_cast<int>(high.x));
  const int bottom = std::min(grid.height, static_cast<int>(high.y));
  for (int y = std::max(0, static_cast<int>(low.y)); y < bottom; ++y) {
    for (int x = std::max(0, static_cast<int>(low.x)); x < right; ++x) {
      float& best = grid.distance2[grid.at(x, y)];
      best = std::min(best, distanceSquared(glm::vec2(x, y) + 0.5F, s));
    }
  }
}

// A segment that crosses a row's middle turns the winding of all that lies right of the crossing.
void addWinding(Grid& grid, const OutlineSegment& s) {
  const bool down = s.from.y < s.to.y;
  const glm::vec2 top = down ? s.from : s.to;
  const glm::vec2 bottom = down ? s.to : s.from;
  // Rows with top.y <= y + 0.5 < bottom.y.
  const int first = std::max(0, static_cast<int>(std::ceil(top.y - 0.5F)));
  const int last = std::min(grid.height, static_cast<int>(std::ceil(bottom.y - 0.5F)));
  for (int y = first; y < last; ++y) {
    const float t = (static_cast<float>(y) + 0.5F - top.y) / (bottom.y - top.y);
    const float crossing = top.x + t * (bottom.x - top.x);
    const int start = std::max(0, static_cast<int>(std::ceil(crossing - 0.5F)));
    for (int x = start; x < grid.width; ++x) grid.winding[grid.at(x, y)] += down ? 1 : -1;
  }
}

}  // namespace

GlyphField signedDistanceField(std::span<const OutlineSegment> outline) {
  if (outline.empty()) return {};
  glm::vec2 low(1.0e9F);
  glm::vec2 high(-1.0e9F);
  for (const OutlineSegment& s : outline) {
    low = glm::min(low, glm::min(s.from, s.to));
    high = glm::max(high, glm::max(s.from, s.to));
  }
  low = glm::floor(low * kFieldEmTexels) - kFieldOutside;
  high = glm::ceil(high * kFieldEmTexels) + kFieldOutside;

  GlyphField field;
  field.topLeft = {low.x, high.y};
  field.width = static_cast<int>(high.x - low.x);
  field.height = static_cast<int>(high.y - low.y);
  Grid grid{field.width, field.height, {}, {}};
  const auto count = grid.at(0, field.height);
  grid.distance2.assign(count, kFieldOutside * kFieldOutside);
  grid.winding.assign(count, 0);
  const auto toGrid = [&](glm::vec2 em) {
    return glm::vec2(em.x * kFieldEmTexels - low.x, high.y - em.y * kFieldEmTexels);
  };
  for (const OutlineSegment& s : outline) {
    const OutlineSegment inGrid{toGrid(s.from), toGrid(s.to)};
    addDistances(grid, inGrid);
    addWinding(grid, inGrid);
  }

  field.texels.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float distance = std::sqrt(grid.distance2[i]) * (grid.winding[i] != 0 ? 1.0F : -1.0F);
    const float share = (distance + kFieldOutside) / (kFieldOutside + kFieldInside);
    field.texels[i] = static_cast<std::uint16_t>(std::lround(65535.0F * std::clamp(share, 0.0F, 1.0F)));
  }
  return field;
}

}  // namespace es::render
