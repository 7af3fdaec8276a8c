#include "app/panels/widgets/cards.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/shown_form.h"

namespace es::app {

namespace {

constexpr float kCardRounding = 0.6F, kCardPadding = 0.75F;  // ems
constexpr float kPillPadding = 0.9F;

bool roundButton(const PanelContext& context, std::string_view label, ImVec2 size, const Color& ground,
                 const Color& ink) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), end{at.x + size.x, at.y + size.y};
  ImGui::PushID(label.data(), label.data() + label.size());
  const bool pressed = pressArea("round", size);
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, end, toU32(hovered ? mix(ground, context.colors.text, 0.1F) : ground), size.y / 2);
  draw.AddRect(at, end, toU32(hovered ? context.colors.accent : context.colors.panelBorder), size.y / 2);
  const std::string fitting = elided(label, size.x - em());
  const ImVec2 text = textSize(fitting);
  textAt({std::round(at.x + (size.x - text.x) / 2), std::round(at.y + (size.y - text.y) / 2)}, fitting, ink);
  return pressed;
}

}  // namespace

ImGuiWindowFlags panelFlags() {
  return ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing;
}

void beginCard(const char* name, const PanelBox& box, ImGuiWindowFlags flags) {
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, kCardRounding * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kCardPadding * em(), 0.6F * em()));
  ImGui::Begin(name, nullptr, panelFlags() | flags);
  if (ImGui::IsWindowAppearing()) compat::bringToFront();
}

void endCard() {
  ImGui::End();
  ImGui::PopStyleVar(3);
}

void beginFree(const char* name, const PanelBox& box) {
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin(name, nullptr, panelFlags() | ImGuiWindowFlags_NoBackground);
  if (ImGui::IsWindowAppearing()) compat::bringToFront();
}

void endFree() {
  ImGui::End();
  ImGui::PopStyleVar(2);
}

float pillWidth(std::string_view label) {
  return std::ceil(textWidth(label) + 2 * kPillPadding * em());
}

bool chipOf(const PanelContext& context, std::string_view label, ImVec2 size, bool on) {
  const Color ground = on ? mix(context.colors.panel, context.colors.accent, 0.16F) : context.colors.panel;
  return roundButton(context, label, size, ground, on ? context.colors.accent : context.colors.text);
}

float chipWidth(std::string_view label) {
  return pillWidth(label);
}

bool chip(const PanelContext& context, std::string_view label, float heightPx) {
  return chipOf(context, label, {chipWidth(label), heightPx}, false);
}

bool filledChip(const PanelContext& context, std::string_view label, float heightPx) {
  return roundButton(context, label, {chipWidth(label), heightPx}, context.colors.accent,
                     context.colors.textInverse);
}

namespace {

std::string brokenIn(const SizedFont& font, std::string_view utf8, float widthPx) {
  return balancedAtSpaces(utf8, widthPx,
                          [&](std::string_view part) { return font.textSize(shownForm(part)).x; });
}

}  // namespace

void sceneText(const PanelContext& context, const PanelBox& box, float times, std::string_view utf8,
               const Color& color) {
  const SizedFont font = fontOfSize(times);
  const std::string broken = brokenIn(font, utf8, box.width);
  const std::string_view shown = shownForm(broken);
  ImDrawList& draw = *ImGui::GetBackgroundDrawList();
  const float reach = std::max(1.0F, std::round(0.07F * font.sizePx));
  const ImVec2 at{std::round(box.x), std::round(box.y)};
  const auto put = [&](float dx, float dy, ImU32 ink) {
    draw.AddText(font.font, font.sizePx, {at.x + dx, at.y + dy}, ink, shown.data(),
                 shown.data() + shown.size());
  };
  // A soft ground, so that the points behind do not come between the letters.
  const ImVec2 size = font.textSize(shown), pad{0.35F * font.sizePx, 0.15F * font.sizePx};
  constexpr int kLayers = 3;  // each reaches further than the one before
  for (int layer = 0; layer < kLayers && !shown.empty(); ++layer) {
    const float grow = static_cast<float>(layer) / kLayers;
    draw.AddRectFilled({at.x - grow * pad.x, at.y - grow * pad.y},
                       {at.x + size.x + grow * pad.x, at.y + size.y + grow * pad.y},
                       toU32(context.colors.ground, 0.38F), 0.3F * font.sizePx);
  }
  for (const float dx : {-reach, 0.0F, reach})
    for (const float dy : {-reach, 0.0F, reach})
      if (dx != 0 || dy != 0) put(dx, dy, toU32(context.colors.ground, 0.5F));
  put(0, 0, toU32(color));
}

float sceneTextHeight(float times, std::string_view utf8, float widthPx) {
  if (utf8.empty()) return 0;
  const SizedFont font = fontOfSize(times);
  return std::ceil(font.textSize(shownForm(brokenIn(font, utf8, widthPx))).y);
}

}  // namespace es::app
