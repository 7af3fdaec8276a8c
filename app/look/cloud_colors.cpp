#include "app/look/cloud_colors.h"

#include <array>
#include <cmath>

#include "app/look/oklch.h"

namespace es::app {
namespace {

/// Lightness goes through three steps around the circle.
struct TopicLook {
  std::array<double, 3> lightness;
  double chroma;
};
constexpr TopicLook kDarkTopics{{0.77, 0.84, 0.71}, 0.165};
constexpr TopicLook kLightTopics{{0.53, 0.60, 0.46}, 0.16};
constexpr std::array<double, kTopicShades> kShades{0, 0.34, 0.62};  // of the ground, mixed in
constexpr double kFirstHue = 20;                                    // degrees

constexpr double kDarkZero = 0.45, kLightZero = 0.72;  // lightness of the scale's middle

std::vector<Color> allTopics(Theme theme) {
  const TopicLook& look = theme == Theme::Dark ? kDarkTopics : kLightTopics;
  std::vector<Color> colors;
  const Oklab ground = oklabOf(palette(theme).ground);
  for (const double shade : kShades) {
    for (int hue = 0; hue < kTopicHues; ++hue) {
      const double lightness = look.lightness[static_cast<std::size_t>(hue) % look.lightness.size()];
      const Oklab own = oklabOf(colorOfOklch(lightness, look.chroma, kFirstHue + 360.0 * hue / kTopicHues));
      colors.push_back(colorOf({std::lerp(own.lightness, ground.lightness, shade),
                                std::lerp(own.a, ground.a, shade), std::lerp(own.b, ground.b, shade)}));
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
