#include "app/look/palette.h"

#include <algorithm>
#include <cmath>

namespace es::app {

namespace {

constexpr Color hex(unsigned rgb) {
  return {static_cast<float>((rgb >> 16) & 255) / 255, static_cast<float>((rgb >> 8) & 255) / 255,
          static_cast<float>(rgb & 255) / 255, 1};
}

// After the film's palette. tests/unit/platform checks contrast and colour-blind safety of both themes.
constexpr Palette kDark{
    .ground = hex(0x0B0D12),
    .panel = hex(0x151A22),
    .panelRaised = hex(0x202734),
    .panelBorder = hex(0x2C3544),
    .text = hex(0xE8EAEE),
    .textDim = hex(0x9AA3B2),
    .textInverse = hex(0x08110E),
    .textOutline = hex(0x0B0D12),
    .difference = hex(0xFFF200),
    .first = hex(0x90CDFC),
    .second = hex(0xF4606E),
    .result = hex(0xC566F0),
    .selected = hex(0xFFFFFF),
    .probabilityLow = hex(0xA4684A),
    .probabilityHigh = hex(0xFFDCC0),
    .pointFrequent = hex(0xDDDDDD),
    .pointRare = hex(0x52606E),
    .neighbor = hex(0x63E6BE),
    .output = hex(0xF1A229),
    .attention = hex(0xF28AC9),
    .mlp = hex(0xB9D964),
    .groups = {hex(0xF0A7C0), hex(0xE9B48C), hex(0xB8CC8A), hex(0x86C9CE), hex(0xB3B5F0)},
    .grid = hex(0x22262C),
    .axis = hex(0x7A838F),
    .accent = hex(0x63E6BE),
    .error = hex(0xFF8A7A),
};

// For projectors, whose black is grey: deep colours on white. Pure yellow cannot be read there: the
// difference is a deep amber.
constexpr Palette kLight{
    .ground = hex(0xF6F7F9),
    .panel = hex(0xFFFFFF),
    .panelRaised = hex(0xEEF0F4),
    .panelBorder = hex(0xD5DAE2),
    .text = hex(0x16181D),
    .textDim = hex(0x4A515C),
    .textInverse = hex(0xFFFFFF),
    .textOutline = hex(0xF6F7F9),
    .difference = hex(0x845800),
    .first = hex(0x0A5A99),
    .second = hex(0x8E0B2C),
    .result = hex(0x5C22F0),
    .selected = hex(0x000000),
    .probabilityLow = hex(0xBE774C),
    .probabilityHigh = hex(0x451804),
    .pointFrequent = hex(0x39424F),
    .pointRare = hex(0x8A94A1),
    .neighbor = hex(0x1B6C5F),
    .output = hex(0x3F001D),
    .attention = hex(0x9C1B78),
    .mlp = hex(0x4D6212),
    .groups = {hex(0x9A3F63), hex(0x8F5423), hex(0x5A6B1E), hex(0x0E6B72), hex(0x5656B0)},
    .grid = hex(0xCBD0D7),
    .axis = hex(0x5A6370),
    .accent = hex(0x1B6C5F),
    .error = hex(0xB3261E),
};

double linear(float channel) {
  const double c = channel;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

// WCAG 2.2, "relative luminance".
double luminance(const Color& color) {
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

}  // namespace

const Palette& palette(Theme theme) {
  return theme == Theme::Dark ? kDark : kLight;
}

double contrastRatio(const Color& a, const Color& b) {
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace es::app
