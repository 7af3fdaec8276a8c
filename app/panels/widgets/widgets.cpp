#include "app/panels/widgets/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_flow.h"
#include "app/platform/imgui/shown_form.h"
#include "base/utf8.h"

namespace es::app {

namespace {

constexpr float kSmall = 0.78F;  // of the font's size
constexpr float kRestPx = 2;     // a hand is never quite still
constexpr float kTipEms = 22;    // as wide as a tooltip gets
constexpr std::chrono::milliseconds kTooltipRest{500};

ImU32 styleColor(ImGuiCol index, float alpha = 1) {
  return ImGui::GetColorU32(index, alpha);
}

// A triangle by itself: fonts differ in which arrows they have.
void drawChevron(ImVec2 center, float size, float angleRad, ImU32 color) {
  const float c = std::cos(angleRad), s = std::sin(angleRad);
  const auto turned = [&](float x, float y) {
    return ImVec2(center.x + size * (c * x - s * y), center.y + size * (s * x + c * y));
  };
  const ImVec2 points[3] = {turned(-0.28F, -0.5F), turned(0.28F, 0), turned(-0.28F, 0.5F)};
  ImGui::GetWindowDrawList()->AddPolyline(points, 3, color, 0, std::max(1.5F, size * 0.14F));
}

}  // namespace

float em() {
  return ImGui::GetFontSize();
}

ImVec4 toVec4(const Color& color, float alpha) {
  return {color[0], color[1], color[2], color[3] * alpha};
}
ImU32 toU32(const Color& color, float alpha) {
  return ImGui::GetColorU32(toVec4(color, alpha));
}

Color mix(const Color& a, const Color& b, float share) {
  Color mixed;
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i] = a[i] + (b[i] - a[i]) * share;
  return mixed;
}

void text(std::string_view utf8) {
  const std::string_view shown = shownForm(utf8);
  ImGui::TextUnformatted(shown.data(), shown.data() + shown.size());
}

void text(std::string_view utf8, const Color& color) {
  ImGui::PushStyleColor(ImGuiCol_Text, toVec4(color));
  text(utf8);
  ImGui::PopStyleColor();
}

void textAt(ImVec2 at, std::string_view utf8, ImU32 ink) {
  const std::string_view shown = shownForm(utf8);
  ImGui::GetWindowDrawList()->AddText(at, ink, shown.data(), shown.data() + shown.size());
}
void textAt(ImVec2 at, std::string_view utf8, const Color& color) {
  textAt(at, utf8, toU32(color));
}

ImVec2 textSize(std::string_view utf8, float wrapPx) {
  const std::string_view shown = shownForm(utf8);
  return ImGui::CalcTextSize(shown.data(), shown.data() + shown.size(), false, wrapPx > 0 ? wrapPx : -1);
}
float textWidth(std::string_view utf8) {
  return textSize(utf8).x;
}

std::string brokenAtSpaces(std::string_view utf8, float widthPx) {
  return brokenAtSpaces(utf8, widthPx, textWidth);
}

void wrapped(std::string_view utf8, const Color& color) {
  ImGui::PushTextWrapPos(0);
  text(brokenAtSpaces(utf8, ImGui::GetContentRegionAvail().x), color);
  ImGui::PopTextWrapPos();
}

std::string elided(std::string_view utf8, float widthPx) {
  const std::string_view shown = shownForm(utf8);
  if (ImGui::CalcTextSize(shown.data(), shown.data() + shown.size()).x <= widthPx) return std::string(utf8);
  const std::string_view dots = "…";
  const float room = widthPx - textWidth(dots);
  if (shown != utf8)  // shaped: no pictures for what is only measured, no cut within what is drawn as one
    return std::string(utf8.substr(0, fittingBytes(utf8, room))) + std::string(dots);
  std::size_t fits = 0, fails = utf8.size();
  while (fails - fits > 1) {
    const std::size_t middle = (fits + fails) / 2;
    (textWidth(utf8.substr(0, middle)) <= room ? fits : fails) = middle;
  }
  return std::string(utf8.substr(0, base::characterStart(utf8, fits))) + std::string(dots);
}

void beginWidgets(PanelState& state) {
  TooltipPatience& patience = state.tooltips;
  const ImGuiIO& io = ImGui::GetIO();
  const float dx = io.MousePos.x - patience.xPx, dy = io.MousePos.y - patience.yPx;
  const bool moved = dx * dx + dy * dy > kRestPx * kRestPx;
  const bool key = compat::anyKeyPressed() || io.InputQueueCharacters.Size > 0;
  const bool click = ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2);
  patience.typing = io.WantTextInput && (patience.typing || key);
  patience.muted = key || click || (patience.muted && !moved);
  if (moved) {
    patience.xPx = io.MousePos.x;
    patience.yPx = io.MousePos.y;
    patience.since = std::chrono::steady_clock::now();
  }
  ImGui::GetIO().UserData = &state;
}

void endWidgets() {
  ImGui::GetIO().UserData = nullptr;
}

bool beginTip(TipPlace place) {
  const auto* state = static_cast<const PanelState*>(ImGui::GetIO().UserData);
  if (!state || state->tooltips.muted || state->tooltips.typing) return false;
  if (!ImGui::IsItemHovered() || ImGui::IsAnyMouseDown()) return false;
  if (std::chrono::steady_clock::now() - state->tooltips.since < kTooltipRest) return false;
  if (place == TipPlace::Above) {
    const ImVec2 top = ImGui::GetItemRectMin();
    ImGui::SetNextWindowPos({top.x, top.y - 0.3F * em()}, ImGuiCond_Always, {0, 1});
  }
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(kTipEms * em());
  return true;
}

void endTip() {
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void tooltip(std::string_view utf8, TipPlace place) {
  if (utf8.empty() || !beginTip(place)) return;
  text(brokenAtSpaces(utf8, kTipEms * em()));
  endTip();
}

void scaledText(ImVec2 at, float times, std::string_view utf8, const Color& color) {
  const std::string_view shown = shownForm(utf8);
  const SizedFont font = fontOfSize(times);
  ImGui::GetWindowDrawList()->AddText(font.font, font.sizePx, at, toU32(color), shown.data(),
                                      shown.data() + shown.size());
}
void smallText(ImVec2 at, std::string_view utf8, const Color& color) {
  scaledText(at, kSmall, utf8, color);
}
float smallWidth(std::string_view utf8) {
  return kSmall * textWidth(utf8);
}
float smallHeight() {
  return kSmall * em();
}

namespace {

// Equal shares; where a label would not fit into its share, what the labels leave is shared instead.
std::vector<float> segmentEnds(std::span<const std::string_view> labels, float width) {
  const auto count = static_cast<float>(labels.size());
  float sum = 0, widest = 0;
  for (const std::string_view label : labels) {
    const float labelWidth = textWidth(label);
    sum += labelWidth;
    widest = std::max(widest, labelWidth);
  }
  const bool fits = widest + 4 < width / count;
  std::vector<float> ends{0};
  for (const std::string_view label : labels) {
    const float own = fits ? width / count : textWidth(label) + (width - sum) / count;
    ends.push_back(ends.back() + own);
  }
  return ends;
}

}  // namespace

std::optional<int> segmented(const char* id, std::span<const std::string_view> labels, int on, float widthPx,
                             std::span<const char* const> tips) {
  const float width = widthPx > 0 ? widthPx : ImGui::GetContentRegionAvail().x;
  const float height = ImGui::GetFrameHeight(), rounding = ImGui::GetStyle().FrameRounding;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(from, {from.x + width, from.y + height}, styleColor(ImGuiCol_FrameBg), rounding);
  std::optional<int> clicked;
  ImGui::PushID(id);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, ImGui::GetStyle().ItemSpacing.y));
  const int count = static_cast<int>(labels.size());
  const std::vector<float> ends = segmentEnds(labels, width);
  for (int i = 0; i < count; ++i) {
    const float x0 = from.x + ends[static_cast<std::size_t>(i)];
    const float x1 = from.x + ends[static_cast<std::size_t>(i) + 1];
    ImGui::SetCursorScreenPos({x0, from.y});
    ImGui::PushID(i);
    if (pressArea("segment", {std::max(1.0F, x1 - x0), height})) clicked = i;
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    if (static_cast<std::size_t>(i) < tips.size()) tooltip(tips[static_cast<std::size_t>(i)]);
    const ImVec2 low{x0 + 1, from.y + 1}, high{x1 - 1, from.y + height - 1};
    if (i == on) draw.AddRectFilled(low, high, styleColor(ImGuiCol_Header), rounding);
    if (i == on) draw.AddRect(low, high, styleColor(ImGuiCol_CheckMark), rounding);
    const std::string_view label = labels[static_cast<std::size_t>(i)];
    const ImVec2 size = textSize(label);
    textAt({(x0 + x1 - size.x) / 2, from.y + (height - size.y) / 2}, label,
           styleColor(i == on || hovered ? ImGuiCol_Text : ImGuiCol_TextDisabled));
  }
  ImGui::PopStyleVar();
  ImGui::PopID();
  return clicked;
}

bool flatButton(const char* label, const Color& color, const char* tip, bool enabled) {
  ImGui::BeginDisabled(!enabled);
  ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_Text, toVec4(color));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0.3F * em(), ImGui::GetStyle().FramePadding.y));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
  const bool pressed = textButton(label);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(2);
  ImGui::EndDisabled();
  tooltip(tip);
  return pressed;
}

bool orderButton(const char* id, bool up, const char* tip, bool enabled) {
  const ImVec2 size{1.1F * em(), ImGui::GetFrameHeight()};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::BeginDisabled(!enabled);
  const bool pressed = pressArea(id, size);
  const bool hovered = ImGui::IsItemHovered();
  drawChevron({at.x + size.x / 2, at.y + size.y / 2}, 0.5F * em(), up ? -1.5707963F : 1.5707963F,
              styleColor(hovered ? ImGuiCol_Text : ImGuiCol_TextDisabled, enabled ? 1.0F : 0.4F));
  ImGui::EndDisabled();
  tooltip(tip);
  return pressed;
}

bool closeButton(const char* id, const char* tip) {
  const float side = ImGui::GetTextLineHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = pressArea(id, {side, side});
  const ImU32 color = styleColor(ImGui::IsItemHovered() ? ImGuiCol_Text : ImGuiCol_TextDisabled);
  const float arm = 0.22F * side;
  const ImVec2 center{at.x + side / 2, at.y + side / 2};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddLine({center.x - arm, center.y - arm}, {center.x + arm, center.y + arm}, color, 1.5F);
  draw.AddLine({center.x - arm, center.y + arm}, {center.x + arm, center.y - arm}, color, 1.5F);
  tooltip(tip);
  return pressed;
}

bool sectionHeader(const char* label, const char* tip, bool unfoldedAtFirst) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width =
      ImGui::GetContentRegionAvail().x - ImGui::GetFrameHeight();  // a fold button may stand there
  const float height = ImGui::GetFrameHeight();
  const ImGuiID id = ImGui::GetID(label) + (unfoldedAtFirst ? 0U : 1U);
  bool& open = *ImGui::GetStateStorage()->GetBoolRef(id, unfoldedAtFirst);
  ImGui::PushID(label);
  if (pressArea("section", {width, height})) open = !open;
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered();
  tooltip(tip);
  drawChevron({at.x + 0.3F * em(), at.y + height / 2}, 0.45F * em(), open ? 1.5707963F : 0.0F,
              styleColor(hovered ? ImGuiCol_Text : ImGuiCol_TextDisabled));
  textAt({at.x + em(), at.y + (height - textSize(label).y) / 2}, label, styleColor(ImGuiCol_Text));
  return open;
}

void bar(ImVec2 topLeft, ImVec2 size, float share, const Color& color, const Color& ground) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float rounding = std::min(2.0F, size.y / 3);
  draw.AddRectFilled(topLeft, {topLeft.x + size.x, topLeft.y + size.y}, toU32(ground), rounding);
  const float filled = size.x * std::clamp(share, 0.0F, 1.0F);
  if (filled >= 0.5F) {
    draw.AddRectFilled(topLeft, {topLeft.x + filled, topLeft.y + size.y}, toU32(color),
                       std::min(rounding, filled / 2));
  }
}

std::optional<int> dropList(const char* id, const DropList& list, std::span<const std::string> rows) {
  if (rows.empty()) return std::nullopt;
  const float rowHeight = ImGui::GetTextLineHeight() + 0.4F * em();
  const float height = rowHeight * static_cast<float>(rows.size()) + 2;
  ImGui::SetNextWindowPos({list.at.x, list.upward ? list.at.y - height : list.at.y});
  ImGui::SetNextWindowSize({list.widthPx, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(1, 1));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.5F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ImGui::GetStyleColorVec4(ImGuiCol_PopupBg));
  std::optional<int> pressed;
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  if (ImGui::IsWindowAppearing()) compat::bringToFront();
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end{at.x + list.widthPx - 2, at.y + rowHeight};
    ImGui::Dummy({list.widthPx - 2, rowHeight});
    const bool hovered = ImGui::IsMouseHoveringRect(at, end);
    if (hovered && ImGui::IsMouseClicked(0)) pressed = i;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (i == list.chosen || hovered) draw.AddRectFilled(at, end, styleColor(ImGuiCol_Header), 0.45F * em());
    const std::string row = elided(rows[static_cast<std::size_t>(i)], list.widthPx - 1.2F * em());
    textAt({at.x + 0.5F * em(), at.y + 0.2F * em()}, row, styleColor(ImGuiCol_Text));
  }
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(5);
  return pressed;
}

}  // namespace es::app
