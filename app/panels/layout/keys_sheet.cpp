#include "app/panels/layout/keys_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/command/text/key_table.h"
#include "app/panels/layout/pages.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

constexpr float kKeysEms = 11.5F, kWhatEms = 24;

/// `whatPx`: of the second column.
void drawLine(const PanelContext& context, std::string_view keys, std::string_view what, float whatPx) {
  const float left = ImGui::GetCursorPosX();
  text(keys, context.colors.accent);
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(left + kKeysEms * em());
  text(brokenAtSpaces(what, whatPx), context.colors.text);
}

void drawPlace(const PanelContext& context, KeyLine::Where where, float whatPx) {
  text(placeName(where), context.colors.textDim);
  for (const KeyLine& line : keyTable()) {
    if (line.where == where) drawLine(context, line.keys, line.what, whatPx);
  }
}

/// The page on show takes some letters for itself.
void drawPageKeys(const PanelContext& context, float whatPx) {
  for (const PageFacts& page : pages()) {
    if (page.takeKey && page.page == context.in.view.page && context.in.view.mode != Mode::Words)
      drawLine(context, page.keys, fmt::format("on the page {}: {}", page.label, page.keysDo), whatPx);
  }
}

void drawLines(const PanelContext& context, bool twoColumns, float whatPx) {
  using Where = KeyLine::Where;
  ImGui::BeginGroup();
  drawPlace(context, Where::Anywhere, whatPx);
  drawPlace(context, Where::Box, whatPx);
  ImGui::EndGroup();
  if (twoColumns) ImGui::SameLine(0, 1.5F * em());
  ImGui::BeginGroup();
  drawPlace(context, Where::Picture, whatPx);
  drawPageKeys(context, whatPx);
  drawPlace(context, Where::Mouse, whatPx);
  ImGui::EndGroup();
}

/// In two columns where the window is wide enough; what is too high scrolls.
void drawSheet(PanelContext& context) {
  const float room = ImGui::GetIO().DisplaySize.x - 6 * em();
  const float two = (room - 1.5F * em()) / 2 - kKeysEms * em();
  const bool twoColumns = two >= 0.6F * kWhatEms * em();
  const float what = std::min(twoColumns ? two : room - kKeysEms * em(), kWhatEms * em());
  drawLines(context, twoColumns, what);
  ImGui::Spacing();
  text("Esc or a click closes this.", context.colors.textDim);
}

}  // namespace

void drawKeysSheet(PanelContext& context) {
  constexpr const char* kName = "##keys";
  if (context.state.showKeys && !ImGui::IsPopupOpen(kName)) ImGui::OpenPopup(kName);
  const ImVec2 display = ImGui::GetIO().DisplaySize, middle{display.x / 2, display.y / 2};
  ImGui::SetNextWindowSizeConstraints({0, 0}, {display.x - em(), display.y - em()});
  ImGui::SetNextWindowPos(middle, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(std::round(1.6F * em()), std::round(1.2F * em())));
  const bool open = ImGui::BeginPopupModal(
      kName, nullptr,
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize);
  if (open) {
    context.state.keyboard.noteSheet();
    drawSheet(context);
    const bool asked = compat::keyPressed(ImGuiKey_Escape) ||
                       (ImGui::IsMouseClicked(0) && !ImGui::IsAnyItemActive());  // its scroll bar is one
    if (!context.state.showKeys || (asked && !ImGui::IsWindowAppearing())) {
      context.state.showKeys = false;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace es::app
