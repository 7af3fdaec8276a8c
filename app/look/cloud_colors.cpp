#include "app/look/cloud_colors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "app/look/oklch.h"

namespace es::app {
namespace {

/// Lightness goes through three steps around the circle, and is higher where sRGB's strong colours are light
/// (yellow, green) than where they are dark (violet, blue): all hues come out about as strong.
struct TopicLook {
  double lightness, swing, step;
  double chroma;      // at most
  double saturation;  // of HSV, at most: none glares
};
constexpr TopicLook kDarkTopics{0.725, 0.05, 0.05, 0.19, 0.74};
constexpr TopicLook kLightTopics{0.54, 0.04, 0.06, 0.17, 0.9};
constexpr double kLightestHue = 110, kFirstHue = 20;                    // degrees
constexpr std::array<float, kTopicShades> kStrengths{1, 0.32F, 0.09F};  // of the points, from the heart

double saturationOf(const Color& color) {
  const auto [least, most] = std::minmax({color[0], color[1], color[2]});
  return 1 - static_cast<double>(least) / static_cast<double>(most);
}

Color colorOfHue(const TopicLook& look, int hue) {
  constexpr double kLess = 0.98;
  constexpr std::array kSteps{0, 1, -1};
  const double degrees = kFirstHue + 360.0 * hue / kTopicHues;
  const double lightness = look.lightness +
                           look.swing * std::cos((degrees - kLightestHue) * std::numbers::pi / 180) +
                           look.step * kSteps[static_cast<std::size_t>(hue) % kSteps.size()];
  double chroma = look.chroma;
  while (saturationOf(colorOfOklch(lightness, chroma, degrees)) > look.saturation) chroma *= kLess;
  return colorOfOklch(lightness, chroma, degrees);
}

constexpr double kDarkZero = 0.45, kLightZero = 0.72;  // lightness of the scale's middle

std::vector<Color> allTopics(Theme theme) {
  std::vector<Color> colors;
  for (const float strength : kStrengths) {
    for (int hue = 0; hue < kTopicHues; ++hue) {
      colors.push_back(colorOfHue(theme == Theme::Dark ? kDarkTopics : kLightTopics, hue));
      colors.back()[3] = strength;
    }
  }
  return colors;
}

std::vector<Color> allSigns(Theme theme) {
  const Palette& ends = palette(theme);
  const Oklab plus = oklabOf(ends.first), minus = oklabOf(ends.second);
  const double zero = theme == Theme::Dark ? kDarkZero : kLightZero;
  std::vector<Color> colors;
  for (int step = 0; step < kSignSteps; ++step) {
    const double share = 2.0 * step / (kSignSteps - 1) - 1;
    const Oklab& end = share < 0 ? minus : plus;
    const double t = std::sqrt(std::abs(share));  // so that a sign shows early
    colors.push_back(colorOf({std::lerp(zero, end.lightness, t), t * end.a, t * end.b}));
  }
  return colors;
}

}  // namespace

const std::vector<Color>& topicColors(Theme theme) {
  static const std::vector<Color> kDark = allTopics(Theme::Dark), kLight = allTopics(Theme::Light);
  return theme == Theme::Dark ? kDark : kLight;
}

const std::vector<Color>& signColors(Theme theme) {
  static const std::vector<Color> kDark = allSigns(Theme::Dark), kLight = allSigns(Theme::Light);
  return theme == Theme::Dark ? kDark : kLight;
}

Color topicColor(Theme theme, int hue, int shade) {
  return topicColors(theme)[static_cast<std::size_t>(topicClass(hue, shade))];
}

Color signColor(Theme theme, int step) {
  return signColors(theme)[static_cast<std::size_t>(step)];
}

}  // namespace es::app
