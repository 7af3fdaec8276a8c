#pragma once

#include <vector>

#include "app/look/palette.h"

namespace es::app {

/// The colours of points, by the small numbers of a Coloring.

/// Hues of topics, evenly spaced around the circle. Neighbours on it differ in lightness too, so that those
/// who see fewer hues can tell them apart.
inline constexpr int kTopicHues = 14;
/// Words at the heart of their topic have its full colour, those at its rim are fainter: what every topic has
/// a little of does not blur what each has of its own. A colour's alpha is a factor of the points' strength.
inline constexpr int kTopicShades = 3;
[[nodiscard]] Color topicColor(Theme theme, int hue, int shade = 0);
[[nodiscard]] constexpr int topicClass(int hue, int shade) {
  return hue + kTopicHues * shade;
}

/// From minus (Palette::second) over a quiet grey to plus (Palette::first), in even steps of OKLab; the
/// middle one is 0.
inline constexpr int kSignSteps = 63;
[[nodiscard]] Color signColor(Theme theme, int step);

/// The commonest categories of a column in hues that are told apart, by those who see fewer of them too: the
/// first six differ in lightness or between blue and yellow. The others share a quiet colour; what has no
/// value is grey.
inline constexpr int kCategoryHues = 12;
inline constexpr int kOtherClass = kCategoryHues, kMissingCategoryClass = kCategoryHues + 1;
[[nodiscard]] const std::vector<Color>& categoryColors(Theme theme);

/// Numbers and dates, in even steps of lightness from violet over teal to yellow, so that the scale reads
/// without any hue as well; on the light ground it ends before it gets too light. The last one is grey: no
/// value.
inline constexpr int kScaleSteps = 61;
inline constexpr int kMissingScaleClass = kScaleSteps;
[[nodiscard]] const std::vector<Color>& scaleColors(Theme theme);

/// All of them, by number.
[[nodiscard]] const std::vector<Color>& topicColors(Theme theme);
[[nodiscard]] const std::vector<Color>& signColors(Theme theme);

}  // namespace es::app
