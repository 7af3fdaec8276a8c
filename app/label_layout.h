#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace es::app {

/// A label that wants a place: its ink box's size, the points it may hang from and how much it matters.
struct LabelRequest {
  std::uint64_t id = 0;                // the same label has the same id from frame to frame
  float anchorXPx = 0, anchorYPx = 0;  // what it names, from the picture's top left
  float widthPx = 0, heightPx = 0;     // of the text's box
  float gapPx = 6;                     // between anchor and box
  float directionX = 0,
        directionY = 0;   // unit direction to prefer (past an arrow's tip); zero: right, left, above, below
  int priority = 0;       // higher is placed first
  bool mustShow = false;  // placed even when only a spot further out, or one on an arrow, is free
};

/// Something drawn that labels should not lie on: an arrow, or a dot (both ends alike).
struct ObstaclePx {
  float fromX = 0, fromY = 0, toX = 0, toY = 0;
};

/// Where a label goes: the top left of its box.
struct PlacedLabel {
  std::size_t request = 0;  // index into the requests
  float xPx = 0, yPx = 0;
};

/// Greedy placement by priority without overlaps, with memory: a label that was shown is placed before its
/// equals and keeps its side while that is free, and a new one needs some room to spare. So labels neither
/// overlap nor flicker while the picture turns.
class LabelLayout {
 public:
  /// All boxes lie within the picture. The result is in order of placement.
  std::vector<PlacedLabel> place(const std::vector<LabelRequest>& requests,
                                 const std::vector<ObstaclePx>& obstacles, float pictureWidthPx,
                                 float pictureHeightPx);
  void forget() { m_spotOf.clear(); }

 private:
  std::unordered_map<std::uint64_t, int> m_spotOf;  // the spot each shown label had in the last frame
};

}  // namespace es::app
