#include "app/look/oklch.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace es::app {
namespace {

struct Rgb {
  double r = 0, g = 0, b = 0;  // linear
};

double linearOf(float channel) {
  const double c = channel;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

float encoded(double linear) {
  const double c = std::clamp(linear, 0.0, 1.0);
  return static_cast<float>(c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055);
}

double cubed(double x) {
  return x * x * x;
}

Rgb linearOf(const Oklab& lab) {
  const double l = cubed(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b);
  const double m = cubed(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b);
  const double s = cubed(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool isInGamut(const Rgb& rgb) {
  constexpr double kRounding = 1e-4;
  return std::min({rgb.r, rgb.g, rgb.b}) >= -kRounding && std::max({rgb.r, rgb.g, rgb.b}) <= 1 + kRounding;
}

}  // namespace

Oklab oklabOf(const Color& color) {
  const double r = linearOf(color[0]), g = linearOf(color[1]), b = linearOf(color[2]);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Color colorOf(const Oklab& lab) {
  const Rgb rgb = linearOf(lab);
  return {encoded(rgb.r), encoded(rgb.g), encoded(rgb.b), 1};
}

Color colorOfOklch(double lightness, double chroma, double hueDegrees) {
  constexpr double kLess = 0.98;
  const double angle = hueDegrees * std::numbers::pi / 180;
  const auto lab = [&](double c) { return Oklab{lightness, c * std::cos(angle), c * std::sin(angle)}; };
  while (chroma > 1e-3 && !isInGamut(linearOf(lab(chroma)))) chroma *= kLess;
  return colorOf(lab(chroma));
}

}  // namespace es::app
