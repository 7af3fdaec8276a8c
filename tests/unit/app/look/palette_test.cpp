#include "app/look/palette.h"

#include <array>
#include <cmath>

#include "catch.h"

using namespace es::app;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Machado, Oliveira and Fernandes 2009, table 1, severity 1.0, on linear RGB.
constexpr Matrix kDeuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kProtanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kNormal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// IEC 61966-2-1: linear sRGB to XYZ, D65.
constexpr Matrix kXyz{{{0.4124564, 0.3575761, 0.1804375},
                       {0.2126729, 0.7151522, 0.0721750},
                       {0.0193339, 0.1191920, 0.9503041}}};

Triple times(const Matrix& matrix, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) out[i] += matrix[i][j] * v[j];
  return out;
}

Triple labAsSeen(const Color& color, const Matrix& vision) {
  Triple rgb{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = color[i];
    rgb[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  Triple seen = times(vision, rgb);
  for (double& c : seen) c = std::min(1.0, std::max(0.0, c));
  const Triple xyz = times(kXyz, seen);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIE 1976 difference; about 2.3 is just noticeable.
double difference(const Color& a, const Color& b, const Matrix& vision) {
  const Triple p = labAsSeen(a, vision), q = labAsSeen(b, vision);
  return std::sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                   (p[2] - q[2]) * (p[2] - q[2]));
}

constexpr std::array kThemes{Theme::Dark, Theme::Light};
constexpr std::array kVisions{kNormal, kDeuteranopia, kProtanopia};

}  // namespace

TEST_CASE("contrast has WCAG's values") {
  const Color black{0, 0, 0, 1}, white{1, 1, 1, 1};
  const float grey = 0x76 / 255.0F;
  CHECK(contrastRatio(black, white) == Approx(21));
  CHECK(contrastRatio(white, white) == Approx(1));
  CHECK(contrastRatio(Color{grey, grey, grey, 1}, white) ==
        Approx(4.54).margin(0.005));  // WebAIM's limit grey
}

TEST_CASE("every text can be read on every ground of both themes") {
  for (const Theme theme : kThemes) {
    const Palette& p = palette(theme);
    for (const Color& ground : {p.ground, p.panel, p.panelRaised}) {
      for (const Color& ink : {p.text, p.textDim, p.difference, p.first, p.second, p.result, p.selected,
                               p.neighbor, p.output, p.attention, p.mlp, p.accent, p.error})
        CHECK(contrastRatio(ink, ground) >= 4.5);
      for (const Color& ink : p.groups) CHECK(contrastRatio(ink, ground) >= 4.5);
    }
    CHECK(contrastRatio(p.textInverse, p.accent) >= 4.5);
    // A share of the accent is in the ground of a pill and of a tab that are on.
    const auto tinted = [&p](float share) {
      Color on = p.panel;
      for (std::size_t i = 0; i < 3; ++i) on[i] += share * (p.accent[i] - p.panel[i]);
      return on;
    };
    CHECK(contrastRatio(p.accent, tinted(0.16F)) >= 4.5);
    CHECK(contrastRatio(p.text, tinted(0.24F)) >= 4.5);
  }
}

TEST_CASE("the light theme stands a projector's stray light") {
  // A twentieth of white's light falls on everything: the contrast that is left, by WCAG's formula on the
  // sums.
  const auto seen = [](const Color& ink) {
    const double nominal = contrastRatio(ink, Color{1, 1, 1, 1});
    const double luminance = 1.05 / nominal - 0.05;
    return (1 + 0.05 + 0.05) / (luminance + 0.05 + 0.05);
  };
  const Palette& p = palette(Theme::Light);
  for (const Color& ink : {p.text, p.textDim, p.difference, p.first, p.second, p.result, p.selected,
                           p.neighbor, p.output, p.accent, p.error})
    CHECK(seen(ink) >= 4.9);
  CHECK(seen(p.axis) >= 4.5);
  CHECK(seen(p.pointFrequent) >= 4.5);
}

TEST_CASE("bars and axes stand out from their grounds") {
  for (const Theme theme : kThemes) {
    const Palette& p = palette(theme);
    for (const Color& ink : {p.probabilityLow, p.probabilityHigh, p.axis}) {
      CHECK(contrastRatio(ink, p.panel) >= 3);
      CHECK(contrastRatio(ink, p.panelRaised) >= 3);
    }
  }
}

TEST_CASE("colours with a meaning stay apart for the colour-blind") {
  for (const Theme theme : kThemes) {
    const Palette& p = palette(theme);
    for (const Matrix& vision : kVisions) {
      CHECK(difference(p.first, p.second, vision) > 40);
      CHECK(difference(p.difference, p.first, vision) > 25);
      CHECK(difference(p.difference, p.second, vision) > 25);
      CHECK(difference(p.result, p.first, vision) > 25);
      CHECK(difference(p.result, p.second, vision) > 25);
      CHECK(difference(p.result, p.difference, vision) > 25);
      for (const Color& other : {p.first, p.second, p.difference, p.result, p.neighbor})
        CHECK(difference(p.output, other, vision) > 20);
      CHECK(difference(p.probabilityLow, p.probabilityHigh, vision) > 40);
      CHECK(difference(p.attention, p.mlp, vision) > 40);
      for (const Color& other : {p.first, p.second, p.difference, p.result})
        CHECK(difference(p.neighbor, other, vision) > 20);
    }
    // Which half of a layer it was, and a group of words, have hues that mean nothing else.
    for (const Color& other : {p.first, p.second, p.difference, p.result, p.neighbor, p.output})
      for (const Color& own : {p.attention, p.mlp}) CHECK(difference(own, other, kNormal) > 28);
  }
}

TEST_CASE("a difference is yellow: red and green together, without blue") {
  for (const Theme theme : kThemes) {
    const Color& yellow = palette(theme).difference;
    CHECK(yellow[2] < 0.1F);
    CHECK(yellow[0] > 0.5F);
    CHECK(yellow[1] > 0.6F * yellow[0]);
  }
}
