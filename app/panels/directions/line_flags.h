#pragma once

#include <span>
#include <vector>

namespace es::app {

/// The row of each label, 0 next to the axis, such that labels laid from their leader towards zero cover
/// neither one another nor the leader of another. `distances`: of the leaders from zero, px, ascending;
/// `widths`: of the labels.
[[nodiscard]] std::vector<int> flagRows(std::span<const float> distances, std::span<const float> widths,
                                        float gapPx);

/// How many marks lie beneath each at nearly the same place, so that it stands above them: 0 where there is
/// room at the line. `distances`: of the marks from zero, px, ascending; marks closer than `leastPx` cannot
/// stand side by side.
[[nodiscard]] std::vector<int> stackLevels(std::span<const float> distances, float leastPx);

/// How far from zero the leader of each mark goes out to its word: straight out from the mark, or, where it
/// would pass through a mark that stands above, beside those, as near as may be, also past zero. `levels`: of
/// stackLevels; `markPx`: from a mark's middle to its edge.
[[nodiscard]] std::vector<float> leaderPlaces(std::span<const float> distances, std::span<const int> levels,
                                              float markPx);

}  // namespace es::app
