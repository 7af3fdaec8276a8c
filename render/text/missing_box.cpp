#include "render/text/missing_box.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace es::render {
namespace {

// In em; the frame and its wall.
constexpr float kLeft = 0.07F, kRight = 0.55F, kTop = 0.72F, kWall = 0.06F;

// A frame with a thin wall: two rectangles of opposite sense.
std::vector<OutlineSegment> frame() {
  std::vector<OutlineSegment> segments;
  const auto add = [&segments](const std::array<glm::vec2, 4>& corners) {
    for (std::size_t i = 0; i < 4; ++i) segments.push_back({corners[i], corners[(i + 1) % 4]});
  };
  constexpr float kL = kLeft, kR = kRight, kT = kTop, kW = kWall;
  add({{{kL, 0}, {kR, 0}, {kR, kT}, {kL, kT}}});
  add({{{kL + kW, kW}, {kL + kW, kT - kW}, {kR - kW, kT - kW}, {kR - kW, kW}}});
  return segments;
}

}  // namespace

std::vector<OutlineSegment> missingBox(std::uint32_t codepoint,
                                       const std::function<OutlinedGlyph(char32_t)>& digit) {
  constexpr float kPad = 0.035F;
  std::vector<OutlineSegment> segments = frame();
  if (codepoint == 0) return segments;
  // "6771", "01F9E0": four or six digits, of which either row has half.
  const std::string digits =
      codepoint > 0xFFFF ? fmt::format("{:06X}", codepoint) : fmt::format("{:04X}", codepoint);
  const std::size_t columns = digits.size() / 2;
  const float left = kLeft + kWall + kPad, right = kRight - kWall - kPad;
  const float cell = (right - left) / static_cast<float>(columns);
  const float row = (kTop - 2 * kWall - 3 * kPad) / 2;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto [outline, ink] = digit(static_cast<char32_t>(digits[i]));
    if (ink.z <= ink.x || ink.w <= ink.y) continue;
    const float size = std::min(0.85F * cell / (ink.z - ink.x), row / (ink.w - ink.y));
    const glm::vec2 middle{left + cell * (static_cast<float>(i % columns) + 0.5F),
                           kWall + kPad + row / 2 + (i < columns ? row + kPad : 0)};
    const glm::vec2 inkMiddle{(ink.x + ink.z) / 2, (ink.y + ink.w) / 2};
    for (const OutlineSegment& s : outline)
      segments.push_back({middle + size * (s.from - inkMiddle), middle + size * (s.to - inkMiddle)});
  }
  return segments;
}

glm::vec4 missingBoxInkEm() {
  return {kLeft, 0, kRight, kTop};
}

}  // namespace es::render
