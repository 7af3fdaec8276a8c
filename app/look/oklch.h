#pragma once

#include "app/look/palette.h"

namespace es::app {

/// Ottosson's OKLab (2020, bottosson.github.io/posts/oklab): equal steps look alike.
struct Oklab {
  double lightness = 0, a = 0, b = 0;  // lightness in [0, 1]
};
[[nodiscard]] Oklab oklabOf(const Color& color);
/// Opaque; channels beyond sRGB are cut off.
[[nodiscard]] Color colorOf(const Oklab& lab);
/// By lightness, chroma and hue; chroma is lowered until sRGB has the colour.
[[nodiscard]] Color colorOfOklch(double lightness, double chroma, double hueDegrees);

}  // namespace es::app
