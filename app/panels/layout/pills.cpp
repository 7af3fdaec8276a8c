#include "app/panels/layout/pills.h"

#include <fmt/format.h>

#include <cmath>

#include "app/panels/layout/messages.h"
#include "app/panels/model/next_token_panel.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/view_choices.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kStatusTimes = 12.0F / 15;  // of the font: 12 px at the usual size
constexpr float kViewCardEms = 29;

/// What the pill of the view opens, above it.
void drawViewCard(PanelContext& context, const StageLayout& layout) {
  constexpr const char* kName = "##view";
  const RectPx& at = layout.viewPill;
  ImGui::SetNextWindowPos({at.x + at.width / 2, at.y - stageMarginPx(em()) / 2}, ImGuiCond_Always, {0.5F, 1});
  ImGui::SetNextWindowSize({std::min(kViewCardEms * em(), ImGui::GetIO().DisplaySize.x - em()), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0.8F * em(), 0.7F * em()));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, 0.6F * em());
  ImGui::PushStyleColor(ImGuiCol_PopupBg, toVec4(context.colors.panel));
  const bool open = ImGui::BeginPopup(kName, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleColor();
  if (open) {
    drawViewChoices(context);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

void drawViewPill(PanelContext& context, const StageLayout& layout) {
  const RectPx& box = layout.viewPill;
  if (box.width <= 0) return;
  beginFree("##viewpill", box);
  if (chipOf(context, viewSentence(context.document()), {box.width, box.height}, false))
    ImGui::OpenPopup("##view");
  tooltip("What the picture is, and how much of all variance it shows. Click: other views.");
  drawViewCard(context, layout);
  endFree();
}

void drawNextCard(PanelContext& context, const PanelBox& box) {
  if (box.height <= 0) return;
  beginCard("##next", box);
  const float width = ImGui::GetContentRegionAvail().x;
  text("Next word", context.colors.text);
  ImGui::SameLine(ImGui::GetCursorStartPos().x + width - ImGui::GetTextLineHeight());
  if (closeButton("close", "Close.")) context.set("next-word", false);
  compat::beginChild("bars", {0, 0});
  drawNextTokenPanel(context);
  ImGui::EndChild();
  endCard();
}

void drawStatus(const PanelContext& context, const PanelBox& box) {
  if (box.width <= 0) return;
  sceneText(context, box, kStatusTimes, statusText(context), context.colors.textDim);
}

}  // namespace

std::string nextPillLabel(const PanelContext& context) {
  return "Next word · T = " + base::fixedText(context.in.shownTemperature, 1);
}

std::optional<float> nextCardHeight(const PanelContext& context) {
  if (!context.in.view.nextWord) return std::nullopt;
  const bool bars = context.document().model.text != nullptr;
  return (bars ? 30.0F : 9.0F) * em();
}

std::string statusText(const PanelContext& context) {
  if (const std::string quiet = quietWord(context); !quiet.empty()) return quiet;
  const model::EmbeddingTable* table = context.table();
  if (!table) return "no words are open";
  std::string line = fmt::format("{} words · {} dimensions", base::groupedText(table->size()),
                                 base::groupedText(table->dims()));
  if (context.document().centred) line += " · centred";
  if (context.in.indexShare)
    line += fmt::format(" · speeding up questions: {} %", std::lround(100 * *context.in.indexShare));
  return line;
}

float statusWidth(const PanelContext& context) {
  return kStatusTimes * textWidth(statusText(context)) + 2;
}

void drawPills(PanelContext& context, const StageLayout& layout) {
  drawStatus(context, layout.status);
  drawViewPill(context, layout);
  if (layout.nextPill.width > 0 &&
      pill(context, "##nextpill", layout.nextPill, nextPillLabel(context), context.in.view.nextWord))
    context.set("next-word", !context.in.view.nextWord);
  drawNextCard(context, layout.nextCard);
}

}  // namespace es::app
