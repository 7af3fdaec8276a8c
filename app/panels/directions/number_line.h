#pragma once

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

/// What a number line shows. Zero is in the middle; words that are positive have their flags above it, the
/// others below. One group: blue triangles and red ones, by sign. More: each its own colour and shape, its
/// mean a thick stroke through the line.
struct NumberLine {
  std::vector<LineMark> marks;
  std::vector<double> ghosts;  // where words stood before: faint hollow dots
  int groups = 1;
};
void drawNumberLine(const NumberLine& shown, const Palette& colors);

/// The mean of a group's values; 0 where it has none.
[[nodiscard]] double groupMean(std::span<const LineMark> marks, int group);

/// A group's mark on a line of its own, for a legend.
void drawGroupMark(int group, const Palette& colors);
[[nodiscard]] const Color& groupColor(int group, const Palette& colors);
/// The hollow dot of what stood before.
void drawGhostMark(const Palette& colors);

}  // namespace es::app
