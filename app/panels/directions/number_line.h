#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/look/palette.h"

namespace es::app {

/// A word at its place on a number line.
struct LineMark {
  std::string label;  // as shown
  double value = 0;
  int group = 0;
};

/// What a number line shows. Zero is in the middle; words that are positive have their flags above it, the
/// others below, and the numbers of the scale are on the other side. One group: blue is plus, red is minus.
/// More: each its own hue and shape, which are no signs, and the mean of each of several words a thick stroke
/// through the line with its number.
struct NumberLine {
  std::array<std::string, 2> ends{"against it", "along it"};  // what either end is
  std::vector<LineMark> marks;
  std::vector<double> ghosts;  // where words stood before: faint hollow dots
  int groups = 1;
  std::optional<std::size_t> lit;  // a mark that is pointed at elsewhere
};
/// As wide as there is room, its words as large as `roomPx` of height allow. The mark under the pointer.
std::optional<std::size_t> drawNumberLine(const NumberLine& shown, const Palette& colors, float roomPx);

/// The height that it needs with its words as small as they get; in the present window.
[[nodiscard]] float leastNumberLineHeight(const NumberLine& shown);

/// The mean of a group's values; 0 where it has none.
[[nodiscard]] double groupMean(std::span<const LineMark> marks, int group);

/// A mark of this group around a place, for figures.
void drawGroupMarkAt(float xPx, float yPx, int group, const Color& ink);
/// Blue for plus, red for minus.
[[nodiscard]] const Color& colorOfSign(double value, const Palette& colors);
/// The hue of a group of words, which says no sign.
[[nodiscard]] const Color& groupColor(int group, const Palette& colors);
/// The hollow dot of what stood before.
void drawGhostMark(const Palette& colors);

}  // namespace es::app
