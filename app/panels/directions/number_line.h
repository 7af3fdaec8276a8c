#pragma once

#include <array>
#include <functional>
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

/// The row of each label, 0 next to the axis, such that labels laid from their mark towards zero cover
/// neither one another nor the leader of another. `distances`: of the marks from zero, px, ascending;
/// `widths`: of the labels.
[[nodiscard]] std::vector<int> flagRows(std::span<const float> distances, std::span<const float> widths,
                                        float gapPx);

/// The largest of `scales` (largest first, at least one) at which a figure is no higher than its room, or
/// else the last.
[[nodiscard]] float fittingScale(std::span<const float> scales, float roomPx,
                                 const std::function<float(float)>& heightPxAt);

/// How many marks lie beneath each at nearly the same place, so that it stands above them: 0 where there is
/// room at the line. `distances` as in flagRows; marks closer than `leastPx` cannot stand side by side.
[[nodiscard]] std::vector<int> stackLevels(std::span<const float> distances, float leastPx);

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
