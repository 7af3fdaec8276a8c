#include "render/passes/solid_tiles.h"

#include <algorithm>
#include <cmath>

#include "render/passes/arrow_pass.h"
#include "render/passes/line_pass.h"
#include "render/scene/frame_places.h"

namespace es::render {
namespace {

// Room for rims, and for what perspective adds to the nearer side of a thick arrow.
constexpr float kRimPx = 3.0F;
constexpr float kHeadRadius = 1.7F * 1.3F;  // of arrow.vert, in widths

class TileMarker {
 public:
  TileMarker(const Frame& frame, const Tile& tile) : m_places{frame}, m_tile(tile) {
    m_tiles.columns = (tile.width + kSolidTilePx - 1) / kSolidTilePx;
    m_tiles.rows = (tile.height + kSolidTilePx - 1) / kSolidTilePx;
    m_tiles.furthest.assign(
        static_cast<std::size_t>(m_tiles.columns) * static_cast<std::size_t>(m_tiles.rows),
        SolidTiles::kNothing);
  }

  /// A segment in the world; `radiusPx`: on the screen; `radius`: in the world.
  void mark(glm::vec3 from, glm::vec3 to, float radiusPx, float radius) {
    float startShare = 0, endShare = 1;
    if (!m_places.cutAtNearPlane(from, to, startShare, endShare)) return;
    const glm::vec3 start = glm::mix(from, to, startShare), end = glm::mix(from, to, endShare);
    const float nearest = std::max(std::min(m_places.depth(start), m_places.depth(end)), 1.0e-6F);
    const float pxPerWorld = 1.0F / (m_places.frame.uniforms.worldPerPxAtUnit * nearest);
    markPx(inTile(start), inTile(end), radiusPx + radius * pxPerWorld + kRimPx);
  }
  [[nodiscard]] SolidTiles take() { return std::move(m_tiles); }

 private:
  [[nodiscard]] glm::vec2 inTile(glm::vec3 world) const {
    const glm::vec2 px = m_places.px(world);
    return {px.x - static_cast<float>(m_tile.x), static_cast<float>(m_tile.y + m_tile.height) - px.y};
  }
  // Row by row: the stretch of the segment that lies in the row, widened.
  void markPx(glm::vec2 a, glm::vec2 b, float radius) {
    if (a.y > b.y) std::swap(a, b);
    const auto side = static_cast<float>(kSolidTilePx);
    const auto place = [side](float px, int count) {
      return static_cast<int>(std::clamp(std::floor(px / side), -1.0F, static_cast<float>(count)));
    };
    const int first = std::max(place(a.y - radius, m_tiles.rows), 0);
    const int last = std::min(place(b.y + radius, m_tiles.rows), m_tiles.rows - 1);
    for (int row = first; row <= last; ++row) {
      const float low = std::clamp(static_cast<float>(row) * side - radius, a.y, b.y);
      const float high = std::clamp(static_cast<float>(row + 1) * side + radius, a.y, b.y);
      const auto across = [&](float y) {
        return b.y > a.y ? glm::mix(a.x, b.x, (y - a.y) / (b.y - a.y)) : a.x;
      };
      const float one = across(low), other = b.y > a.y ? across(high) : b.x;
      const int left = std::max(place(std::min(one, other) - radius, m_tiles.columns), 0);
      const int right = std::min(place(std::max(one, other) + radius, m_tiles.columns), m_tiles.columns - 1);
      for (int column = left; column <= right; ++column) m_tiles.row(row)[column] = 1.0F;
    }
  }

  FramePlaces m_places;
  Tile m_tile;
  SolidTiles m_tiles;
};

}  // namespace

SolidTiles solidTiles(const Frame& frame, const Tile& tile) {
  TileMarker marker(frame, tile);
  const float scenePx = worldPerPx(frame.scene.camera, frame.uniforms.sizePx.y) * frame.scene.scale;
  for (const Arrow& arrow : frame.scene.arrows) {
    if (ArrowPass::isSolid(frame, arrow))
      marker.mark(arrow.from, arrow.to, 0.0F, kHeadRadius * arrow.widthPx * scenePx);
  }
  for (const Line& line : frame.scene.lines) {
    if (LinePass::isSolid(line))
      marker.mark(line.from, line.to, 0.5F * line.widthPx * frame.scene.scale, 0.0F);
  }
  return marker.take();
}

}  // namespace es::render
