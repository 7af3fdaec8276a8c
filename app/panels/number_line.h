#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/panels/palette.h"

namespace es::app {

/// A word at its place on a number line.
struct LineMark {
  std::string label;  // as shown
  double value = 0;
};

/// The row of each label, 0 next to the axis, such that labels laid from their mark towards zero cover
/// neither one another nor the leader of another. `distances`: of the marks from zero, px, ascending;
/// `widths`: of the labels.
std::vector<int> flagRows(std::span<const float> distances, std::span<const float> widths, float gapPx);

/// Zero in the middle; blue triangles above it for what is positive, red ones below for what is negative.
void drawNumberLine(std::span<const LineMark> marks, const Palette& colors);

}  // namespace es::app
