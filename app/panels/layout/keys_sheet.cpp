#include "app/panels/layout/keys_sheet.h"

#include <fmt/format.h>

#include "app/command/key_table.h"
#include "app/panels/layout/pages.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

void drawLine(const PanelContext& context, std::string_view keys, std::string_view what) {
  text(keys, context.colors.accent);
  ImGui::SameLine(12 * em());
  text(what, context.colors.text);
}

void drawPlace(const PanelContext& context, KeyLine::Where where) {
  text(placeName(where), context.colors.textDim);
  for (const KeyLine& line : keyTable()) {
    if (line.where == where) drawLine(context, line.keys, line.what);
  }
}

/// The page on show takes some letters for itself.
void drawPageKeys(const PanelContext& context) {
  for (const PageFacts& page : pages()) {
    if (page.takeKey && page.page == context.in.view.page && context.in.view.mode != Mode::Words)
      drawLine(context, page.keys, fmt::format("on the page {}: {}", page.label, page.keysDo));
  }
}

void drawLines(const PanelContext& context) {
  using Where = KeyLine::Where;
  ImGui::BeginGroup();
  drawPlace(context, Where::Anywhere);
  drawPlace(context, Where::Box);
  ImGui::EndGroup();
  ImGui::SameLine(0, 2 * em());
  ImGui::BeginGroup();
  drawPlace(context, Where::Picture);
  drawPageKeys(context);
  drawPlace(context, Where::Mouse);
  ImGui::EndGroup();
}

}  // namespace

void drawKeysSheet(PanelContext& context) {
  constexpr const char* kName = "##keys";
  if (context.state.showKeys && !ImGui::IsPopupOpen(kName)) ImGui::OpenPopup(kName);
  const ImVec2 middle{ImGui::GetIO().DisplaySize.x / 2, ImGui::GetIO().DisplaySize.y / 2};
  ImGui::SetNextWindowPos(middle, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(1.6F * em(), 1.2F * em()));
  const bool open = ImGui::BeginPopupModal(
      kName, nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize);
  if (open) {
    drawLines(context);
    ImGui::Spacing();
    text("Esc or a click closes this.", context.colors.textDim);
    const bool asked = compat::keyPressed(ImGuiKey_Escape) || ImGui::IsMouseClicked(0);
    if (!context.state.showKeys || (asked && !ImGui::IsWindowAppearing())) {
      context.state.showKeys = false;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace es::app
