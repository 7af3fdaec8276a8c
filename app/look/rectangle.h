#pragma once

namespace es::app {

/// A rectangle in logical pixels from the window's top left.
struct RectPx {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const RectPx&) const = default;
  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
  /// Of no size: not there.
  [[nodiscard]] bool isThere() const { return width > 0 && height > 0; }
  /// They share more than an edge; what is not there shares nothing.
  [[nodiscard]] bool overlaps(const RectPx& other) const {
    return isThere() && other.isThere() && x < other.right() && other.x < right() && y < other.bottom() &&
           other.y < bottom();
  }
  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && px < x + width && py >= y && py < y + height;
  }
};

}  // namespace es::app
