#include "app/look/cloud_colors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/oklch.h"
#include "catch.h"

using namespace es::app;

namespace {

constexpr std::array kThemes{Theme::Dark, Theme::Light};

double distance(const Color& a, const Color& b) {
  const Oklab p = oklabOf(a), q = oklabOf(b);
  return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

double saturation(const Color& color) {  // of HSV
  const double most = std::max({color[0], color[1], color[2]});
  return 1 - static_cast<double>(std::min({color[0], color[1], color[2]})) / most;
}

}  // namespace

TEST_CASE("OKLab has its author's values, and comes back") {
  // From bottosson.github.io/posts/oklab: XYZ (0.950, 1, 1.089) is (1, 0, 0); sRGB's red by his code.
  const Oklab white = oklabOf({1, 1, 1, 1}), red = oklabOf({1, 0, 0, 1});
  CHECK(white.lightness == Approx(1).margin(1e-4));
  CHECK(std::hypot(white.a, white.b) < 1e-4);
  CHECK(red.lightness == Approx(0.627955).margin(1e-4));
  CHECK(red.a == Approx(0.224863).margin(1e-4));
  CHECK(red.b == Approx(0.125846).margin(1e-4));
  for (const Color& color : {Color{0.2F, 0.5F, 0.7F, 1}, Color{0.9F, 0.1F, 0.3F, 1}}) {
    const Color again = colorOf(oklabOf(color));
    for (std::size_t i = 0; i < 3; ++i) CHECK(again[i] == Approx(color[i]).margin(1e-3));
  }
}

TEST_CASE("topics' colours are seen on their ground, coloured but not glaring, and apart from each other") {
  for (const Theme theme : kThemes) {
    const std::vector<Color>& all = topicColors(theme);
    REQUIRE(all.size() == static_cast<std::size_t>(kTopicHues * kTopicShades));
    const std::vector<Color> colors(all.begin(), all.begin() + kTopicHues);
    for (std::size_t i = 0; i < colors.size(); ++i) {
      INFO("hue " << i << (theme == Theme::Dark ? " dark" : " light"));
      CHECK(contrastRatio(colors[i], palette(theme).ground) >= 3);
      CHECK(saturation(colors[i]) > 0.4);
      CHECK(saturation(colors[i]) < (theme == Theme::Dark ? 0.75 : 0.95));
      for (std::size_t j = 0; j < i; ++j) CHECK(distance(colors[i], colors[j]) > 0.05);
      CHECK(distance(colors[i], colors[(i + colors.size() / 2) % colors.size()]) > 0.15);
    }
  }
}

TEST_CASE("a topic is faintest at its rim, and keeps its hue") {
  for (const Theme theme : kThemes) {
    for (int hue = 0; hue < kTopicHues; ++hue) {
      CHECK(topicColor(theme, hue)[3] == 1);
      for (int shade = 1; shade < kTopicShades; ++shade) {
        const Color own = topicColor(theme, hue, shade), nearer = topicColor(theme, hue, shade - 1);
        CHECK(own[3] < 0.6F * nearer[3]);
        CHECK(own[3] > 0.05F);
        CHECK(distance(own, nearer) == 0);
      }
    }
  }
}

TEST_CASE("signs run from minus over grey to plus, evenly to either side") {
  for (const Theme theme : kThemes) {
    const Palette& p = palette(theme);
    CHECK(distance(signColor(theme, 0), p.second) < 0.01);
    CHECK(distance(signColor(theme, kSignSteps - 1), p.first) < 0.01);
    const Oklab zero = oklabOf(signColor(theme, kSignSteps / 2));
    CHECK(std::hypot(zero.a, zero.b) < 0.01);
    for (int step = 1; step < kSignSteps; ++step) {  // never back
      const Color zeroColor = signColor(theme, kSignSteps / 2);
      const double before = distance(signColor(theme, step - 1), zeroColor);
      const double now = distance(signColor(theme, step), zeroColor);
      CHECK((step <= kSignSteps / 2 ? now < before : now > before));
    }
  }
}

TEST_CASE(
    "categories' colours are seen on their ground and told apart, the first six without red and green") {
  for (const Theme theme : kThemes) {
    const std::vector<Color>& colors = categoryColors(theme);
    REQUIRE(colors.size() == kCategoryHues + 2);
    for (std::size_t i = 0; i < kCategoryHues; ++i) {
      CHECK(contrastRatio(colors[i], palette(theme).ground) >= 2.3);
      for (std::size_t j = 0; j < i; ++j) {
        INFO("hues " << i << " and " << j << (theme == Theme::Dark ? " dark" : " light"));
        CHECK(distance(colors[i], colors[j]) > 0.09);
        // OKLab's a runs from green to red: without it is about what those who mix them up see.
        const Oklab p = oklabOf(colors[i]), q = oklabOf(colors[j]);
        CHECK(std::hypot(p.lightness - q.lightness, p.b - q.b) > (i < 6 ? 0.06 : 0.025));
      }
    }
    for (const int quiet : {kOtherClass, kMissingCategoryClass}) {
      const Oklab grey = oklabOf(colors[static_cast<std::size_t>(quiet)]);
      CHECK(std::hypot(grey.a, grey.b) < 0.02);
      CHECK(colors[static_cast<std::size_t>(quiet)][3] < 0.7F);
    }
  }
}

TEST_CASE("a scale gets lighter in even steps, and its grey lies beside it") {
  for (const Theme theme : kThemes) {
    const std::vector<Color>& colors = scaleColors(theme);
    REQUIRE(colors.size() == kScaleSteps + 1);
    const double whole = oklabOf(colors[kScaleSteps - 1]).lightness - oklabOf(colors[0]).lightness;
    CHECK(whole > 0.4);
    for (std::size_t step = 1; step < kScaleSteps; ++step) {
      const double up = oklabOf(colors[step]).lightness - oklabOf(colors[step - 1]).lightness;
      CHECK(up == Approx(whole / (kScaleSteps - 1)).margin(2e-3));
      CHECK(distance(colors[step], colors[step - 1]) < 0.03);
    }
    const Oklab grey = oklabOf(colors[kMissingScaleClass]);
    CHECK(std::hypot(grey.a, grey.b) < 0.02);
    CHECK(contrastRatio(colors[0], palette(theme).ground) > 1.8);
    CHECK(contrastRatio(colors[kScaleSteps - 1], palette(theme).ground) > 1.8);
  }
}
