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

/// All of them, by number.
[[nodiscard]] const std::vector<Color>& topicColors(Theme theme);
[[nodiscard]] const std::vector<Color>& signColors(Theme theme);

}  // namespace es::app
