#include "app/panels/widgets/signed_colors.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr Color hex(unsigned rgb) {
  return {static_cast<float>((rgb >> 16) & 255) / 255, static_cast<float>((rgb >> 8) & 255) / 255,
          static_cast<float>(rgb & 255) / 255, 1};
}

/// From next to zero to the full colour, above and below it.
struct Ramp {
  Color lowPositive, highPositive, lowNegative, highNegative;
};
// On black, as in the film, what is larger is lighter; on white it is darker.
constexpr Ramp kDark{hex(0x1C758A), hex(0x9CDCEB), hex(0xCF5044), hex(0xFF8080)};
constexpr Ramp kLight{hex(0xB5DCEA), hex(0x0B4F75), hex(0xF6C3BD), hex(0x9E1030)};

/// Where the thumb of a scroll bar lies along its way.
struct Thumb {
  float from = 0, length = 0, way = 0;
};
Thumb thumbOf(const ScrollSpec& spec, float way) {
  const double share = std::clamp(spec.seen / std::max(spec.all, 1e-9), 0.0, 1.0);
  Thumb thumb{0, std::min(way, std::max(1.2F * em(), way * static_cast<float>(share))), way};
  const double hidden = spec.all - spec.seen;
  if (hidden > 0) thumb.from = (way - thumb.length) * static_cast<float>(spec.first / hidden);
  return thumb;
}

}  // namespace

SignedColors::SignedColors(Theme theme, double range) : m_theme(theme), m_range(range) {
  const auto side = static_cast<double>(kSide);
  for (std::size_t i = 0; i <= kSide; ++i) {
    const double size = range * static_cast<double>(i) / side;
    m_packed[kSide - i] = toU32(color(-std::max(size, range * 1e-9)));
    m_packed[kSide + 1 + i] = toU32(color(size));
  }
}

Color SignedColors::color(double value) const {
  const Ramp& ramp = m_theme == Theme::Dark ? kDark : kLight;
  const auto share = static_cast<float>(std::min(1.0, std::abs(value) / m_range));
  return value < 0 ? mix(ramp.lowNegative, ramp.highNegative, share)
                   : mix(ramp.lowPositive, ramp.highPositive, share);
}

std::size_t SignedColors::step(float value) const {
  const double size = std::min(1.0, std::abs(static_cast<double>(value)) / m_range);
  const auto steps = static_cast<std::size_t>(std::lround(size * static_cast<double>(kSide)));
  return value < 0 ? kSide - steps : kSide + 1 + steps;
}

Color SignedColors::ink(const Palette& colors, double value) const {
  const Color ground = color(value);
  return contrastRatio(ground, colors.text) >= contrastRatio(ground, colors.textInverse) ? colors.text
                                                                                         : colors.textInverse;
}

double niceRange(double value) {
  if (!(value > 0)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= value * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

void drawSignedLegend(const PanelContext& context, const SignedColors& signedColors, float widthPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = 0.55F * em();
  constexpr int kSteps = 64;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (int i = 0; i < kSteps; ++i) {
    const float from = at.x + widthPx * static_cast<float>(i) / kSteps;
    const float to = at.x + widthPx * static_cast<float>(i + 1) / kSteps;
    const double value = signedColors.range() * (2 * (i + 0.5) / kSteps - 1);
    draw.AddRectFilled({from, at.y}, {to, at.y + height}, toU32(signedColors.color(value)));
  }
  const std::string end = base::shownNumber(base::numberText(signedColors.range()));
  const float y = at.y + height + 0.1F * em();
  smallText({at.x, y}, "−" + end, context.colors.textDim);
  smallText({at.x + (widthPx - smallWidth("0")) / 2, y}, "0", context.colors.textDim);
  smallText({at.x + widthPx - smallWidth(end), y}, end, context.colors.textDim);
  ImGui::Dummy({widthPx, height + 0.1F * em() + smallHeight()});
  tooltip("Blue above zero, red below. From " + end + " and from -" + end + " on it is the full colour.");
}

void drawCells(const CellRow& row, std::span<const float> values, const SignedColors& signedColors) {
  constexpr std::size_t kAtOnce = 8192;  // what 16 bits of indices reach
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float dx = row.upright ? 0 : row.cellPx.x, dy = row.upright ? row.cellPx.y : 0;
  for (std::size_t from = 0; from < values.size(); from += kAtOnce) {
    const auto part = values.subspan(from, std::min(kAtOnce, values.size() - from));
    const int count = static_cast<int>(part.size());
    draw.PrimReserve(6 * count, 4 * count);
    for (std::size_t i = 0; i < part.size(); ++i) {
      const auto cell = static_cast<float>(from + i);
      const ImVec2 low{row.at.x + cell * dx, row.at.y + cell * dy};
      draw.PrimRect(low, {low.x + row.cellPx.x - row.gapPx, low.y + row.cellPx.y - row.gapPx},
                    signedColors.packed(part[i]));
    }
  }
}

std::optional<double> drawScrollBar(const PanelContext& context, const char* id, const ScrollSpec& spec) {
  const bool upright = spec.sizePx.y > spec.sizePx.x;
  const float way = upright ? spec.sizePx.y : spec.sizePx.x;
  const Thumb thumb = thumbOf(spec, way);
  ImGui::SetCursorScreenPos(spec.at);
  ImGui::InvisibleButton(id, spec.sizePx);
  const bool active = ImGui::IsItemActive(), lit = active || ImGui::IsItemHovered();
  const ImVec2 mouse = ImGui::GetMousePos();
  const float pointer = upright ? mouse.y - spec.at.y : mouse.x - spec.at.x;
  float& held = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID(id));  // from the thumb's beginning
  if (ImGui::IsItemActivated()) {
    held = pointer - thumb.from;
    if (held < 0 || held > thumb.length) held = thumb.length / 2;  // beside it: it comes to the pointer
  }
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const auto block = [&](float from, float length, const Color& color) {
    const ImVec2 low = upright ? ImVec2(spec.at.x, spec.at.y + from) : ImVec2(spec.at.x + from, spec.at.y);
    const ImVec2 size = upright ? ImVec2(spec.sizePx.x, length) : ImVec2(length, spec.sizePx.y);
    draw.AddRectFilled(low, {low.x + size.x, low.y + size.y}, toU32(color), 3);
  };
  block(0, way, context.colors.panelRaised);
  block(thumb.from, thumb.length,
        lit ? context.colors.axis : mix(context.colors.panelBorder, context.colors.axis, 0.4F));
  if (spec.mark) {
    const auto share = static_cast<float>((*spec.mark + 0.5) / spec.all);
    block(std::clamp(way * share - 1, 0.0F, way - 2), 2, context.colors.selected);
  }
  if (!active || thumb.length >= way) return std::nullopt;
  const double share = std::clamp((pointer - held) / (way - thumb.length), 0.0F, 1.0F);
  return share * std::max(0.0, spec.all - spec.seen);
}

}  // namespace es::app
