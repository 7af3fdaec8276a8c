#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "render/scene/frame.h"

namespace es::render {

/// Side of a tile, pixels; CloudSplatter's bands are as high.
inline constexpr int kSolidTilePx = 32;

/// The tiles of a picture on which something solid may lie: the only ones on which points have to be told
/// apart by depth. Rows from the bottom, as GL has them.
struct SolidTiles {
  int columns = 0;
  int rows = 0;
  /// (rows, columns): GL's depth of the furthest solid thing there, points behind which need no second look;
  /// kNothing: there is none.
  std::vector<float> furthest;
  static constexpr float kNothing = -1.0F;

  /// Whether one of the tiles of a row holds something.
  [[nodiscard]] bool anyIn(int index) const {
    if (furthest.empty()) return false;
    return std::any_of(row(index), row(index) + columns, [](float depth) { return depth != kNothing; });
  }
  [[nodiscard]] const float* row(int index) const {
    return furthest.data() + static_cast<std::ptrdiff_t>(index) * columns;
  }
  [[nodiscard]] float* row(int index) {
    return furthest.data() + static_cast<std::ptrdiff_t>(index) * columns;
  }
};

/// The tiles that arrows and solid lines (LinePass::isSolid) may touch, with depth 1; a few more, never
/// fewer.
SolidTiles solidTiles(const Frame& frame, const Tile& tile);

}  // namespace es::render
