#pragma once

namespace es::app {

/// A rectangle in logical pixels from the window's top left.
struct RectPx {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const RectPx&) const = default;
  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && px < x + width && py >= y && py < y + height;
  }
};

}  // namespace es::app
