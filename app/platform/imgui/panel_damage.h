#pragma once

#include <cstddef>
#include <vector>

#include "app/look/rectangle.h"

struct ImDrawData;
struct ImDrawList;

namespace es::app {

/// What one frame of Dear ImGui draws otherwise than the frame before it, by comparing all that it draws.
/// Panels that stay as they are need not be drawn again.
class PanelDamage {
 public:
  /// The smallest rectangle around everything that has changed, appeared or gone, in logical pixels from the
  /// top left, on multiples of kGridPx; of no size where nothing has. The frame becomes the one to compare
  /// with.
  RectPx update(const ImDrawData& data);
  /// Rectangles around everything that the frame draws, likewise on the grid; no two overlap.
  [[nodiscard]] std::vector<RectPx> boxes() const;
  /// The next frame counts as changed everywhere.
  void forget() { m_everywhere = true; }

  static constexpr float kGridPx = 4;  // whole framebuffer pixels at scales of 1, 1.25, 1.5 ...

 private:
  struct Seen {  // a draw list: a window
    RectPx box;
    std::vector<std::byte> drawn;
    bool operator==(const Seen&) const = default;
  };
  static Seen look(const ImDrawList& list);

  std::vector<Seen> m_seen;
  bool m_everywhere = true;
};

/// The smallest rectangle around both; a rectangle of no size adds nothing.
RectPx around(const RectPx& a, const RectPx& b);

/// Draws the frame into the bound framebuffer, where `clip` (logical pixels) lets it; nothing is uploaded
/// where nothing of it does.
void drawWithin(const RectPx& clip, ImDrawData& data, void (*draw)(ImDrawData*));

}  // namespace es::app
