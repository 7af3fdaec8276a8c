#pragma once

#include <algorithm>

namespace es::app {

/// How much of their usual width margins and paddings get, 0.6 to 1: where letters are large in a small
/// window there is room for the letters. `linePx`: the height of a line; 17 in a window of 1024x768 still
/// leaves all.
[[nodiscard]] inline float densityOf(float widthPx, float heightPx, float linePx) {
  constexpr float kWidthLines = 60, kHeightLines = 45, kLeast = 0.6F;
  return std::clamp(std::min(widthPx / kWidthLines, heightPx / kHeightLines) / linePx, kLeast, 1.0F);
}

}  // namespace es::app
