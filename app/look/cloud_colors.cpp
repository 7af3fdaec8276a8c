#include "app/look/cloud_colors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

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

/// Lightness, chroma and hue in degrees, for the dark theme.
struct Lch {
  double lightness, chroma, hueDegrees;
};
constexpr std::array<Lch, kCategoryHues> kCategories{{{0.68, 0.15, 255},
                                                      {0.78, 0.16, 62},
                                                      {0.69, 0.17, 155},
                                                      {0.66, 0.22, 350},
                                                      {0.90, 0.16, 102},
                                                      {0.60, 0.20, 300},
                                                      {0.81, 0.12, 205},
                                                      {0.60, 0.20, 27},
                                                      {0.82, 0.20, 130},
                                                      {0.54, 0.10, 65},
                                                      {0.92, 0.06, 320},
                                                      {0.56, 0.09, 190}}};
constexpr float kOtherStrength = 0.6F, kMissingStrength = 0.4F;  // of the points

/// Towards the dark, on a light ground.
double lightnessOn(Theme theme, double lightness) {
  constexpr double kLess = 0.74, kOffset = 0.03;
  return theme == Theme::Dark ? lightness : kLess * lightness + kOffset;
}

Color greyOf(Theme theme, double lightness, float strength) {
  Color grey = colorOfOklch(theme == Theme::Dark ? lightness : 1.12 - lightness, 0.008, 255);
  grey[3] = strength;
  return grey;
}

std::vector<Color> allCategories(Theme theme) {
  constexpr double kOther = 0.66, kMissing = 0.48;  // lightness
  std::vector<Color> colors;
  for (const Lch& one : kCategories)
    colors.push_back(colorOfOklch(lightnessOn(theme, one.lightness), one.chroma, one.hueDegrees));
  colors.push_back(greyOf(theme, kOther, kOtherStrength));
  colors.push_back(greyOf(theme, kMissing, kMissingStrength));
  return colors;
}

/// Chroma and hue at even steps between the ends; lightness is even all the way.
std::vector<Color> wholeScale(Theme theme) {
  constexpr std::array<Lch, 5> kStops{
      {{0, 0.17, 300}, {0, 0.13, 262}, {0, 0.10, 205}, {0, 0.16, 145}, {0, 0.17, 102}}};
  constexpr double kMissing = 0.48;
  const auto [from, to] = theme == Theme::Dark ? std::pair{0.44, 0.92} : std::pair{0.32, 0.76};
  std::vector<Color> colors;
  for (int step = 0; step < kScaleSteps; ++step) {
    const double share = static_cast<double>(step) / (kScaleSteps - 1);
    const double along = share * (kStops.size() - 1);
    const std::size_t stop = std::min(static_cast<std::size_t>(along), kStops.size() - 2);
    const double t = along - static_cast<double>(stop);
    const Lch &a = kStops[stop], &b = kStops[stop + 1];
    colors.push_back(colorOfOklch(std::lerp(from, to, share), std::lerp(a.chroma, b.chroma, t),
                                  std::lerp(a.hueDegrees, b.hueDegrees, t)));
  }
  colors.push_back(greyOf(theme, kMissing, kMissingStrength));
  return colors;
}

}  // namespace

const std::vector<Color>& categoryColors(Theme theme) {
  static const std::vector<Color> kDark = allCategories(Theme::Dark), kLight = allCategories(Theme::Light);
  return theme == Theme::Dark ? kDark : kLight;
}

const std::vector<Color>& scaleColors(Theme theme) {
  static const std::vector<Color> kDark = wholeScale(Theme::Dark), kLight = wholeScale(Theme::Light);
  return theme == Theme::Dark ? kDark : kLight;
}

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
