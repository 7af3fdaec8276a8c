#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/look/rectangle.h"

namespace es::app {

/// A label that wants a place: its ink box's size, the points it may hang from and how much it matters.
struct LabelRequest {
  std::uint64_t id = 0;                // the same label has the same id from frame to frame
  float anchorXPx = 0, anchorYPx = 0;  // what it names, from the picture's top left
  float widthPx = 0, heightPx = 0;     // of the text's box
  float gapPx = 6;                     // between anchor and box
  float directionX = 0,
        directionY = 0;     // unit direction to prefer (past an arrow's tip); zero: right, left, above, below
  bool eitherSide = false;  // the direction's opposite is as good (beside an arrow) ...
  bool opposite = false;    // ... and is tried first by a label that has no place yet
  int priority = 0;         // higher is placed first
  bool mustShow = false;  // placed before all others, even when only a spot further out, or one on an arrow,
                          // is free
};

/// Something drawn that labels should not lie on: an arrow, a dot's or a ring's diameter. Also a leader.
struct SegmentPx {
  float fromX = 0, fromY = 0, toX = 0, toY = 0;
};

/// A dot of something: leaders to anything else keep off it.
struct DotPx {
  float xPx = 0, yPx = 0, radiusPx = 0;
};

/// Where a label goes: the top left of its box.
struct PlacedLabel {
  std::size_t request = 0;  // index into the requests
  float xPx = 0, yPx = 0;
  std::optional<SegmentPx> leader{};  // from what it names to its box, where it lies away from it
};

/// The place of a label around what it names.
struct LabelSpot {
  int number = 0;       // from the best; see label_layout.cpp
  bool over = false;    // on an arrow, for want of better
  bool across = false;  // its leader over another dot, for want of that too
};

/// Greedy placement by priority without overlaps, with memory: a label that was shown is placed before its
/// equals and keeps its side while that is free; a new one needs some room to spare, and while the picture
/// moves one that lost its place stays away for a while. A label that had to move away gets a leader and
/// comes back when there is more than enough room. So labels neither overlap nor flicker while the picture
/// turns.
class LabelLayout {
 public:
  /// All boxes lie within `room`, the part of the picture that nothing covers. Labels that must show are left
  /// out only where there is no room for them at all. A leader passes no dot but what it names, unless there
  /// is no other place. The result is in order of placement.
  std::vector<PlacedLabel> place(const std::vector<LabelRequest>& requests,
                                 const std::vector<SegmentPx>& obstacles, const RectPx& room,
                                 const std::vector<DotPx>& dots = {});
  void forget() { m_memory.clear(); }

 private:
  struct Memory {
    LabelSpot spot;
    float anchorXPx = 0, anchorYPx = 0;
    int staysAway = 0;  // > 0: not shown, for so many pictures more
  };
  /// The spot that the label had in the last picture; null: it was not shown.
  [[nodiscard]] const LabelSpot* spotOf(const LabelRequest& request) const;
  [[nodiscard]] int staysAway(const LabelRequest& request) const;

  std::unordered_map<std::uint64_t, Memory> m_memory;  // of the last picture's labels
};

}  // namespace es::app
