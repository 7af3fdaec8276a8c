#include "app/panels/layout/pills.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "app/document/states.h"
#include "app/panels/layout/quiet_word.h"
#include "app/panels/model/next_token_panel.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/view_choices.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kStatusTimes = 12.0F / 15;  // of the font: 12 px at the usual size
constexpr float kViewCardEms = 29;

/// A way back from where the picture is now.
struct WayBack {
  const char* label;
  const char* tip;
  std::vector<Command> commands;
};

/// The most needed first: the others go where there is little room. From the overview everything can be found
/// again; a best view of the question is offered by the pill of the view as well.
std::vector<WayBack> waysBack(const PanelContext& context) {
  const DocumentState& document = context.document();
  std::vector<WayBack> ways;
  if (!document.sliced) return ways;
  const SliceKind kind = document.sliceSpec.kind;
  if (kind != SliceKind::Pca) {
    ways.push_back({"Overview",
                    "The whole cloud again. What was asked stays; Ctrl+L clears it.",
                    {SliceCommand{}, CameraCommand{CameraCommand::Move::Reset, {}, {}, {}, {}, {}}}});
  }
  if (context.in.cameraAway) {
    ways.push_back(
        {"Fit",
         "What was asked, or else the whole cloud, fills the picture again. Home: the whole cloud.",
         {CameraCommand{CameraCommand::Move::Frame, {}, {}, {}, {}, {}}}});
  }
  if (document.neighbors && kind != SliceKind::Question) {
    SliceSpec spec;
    spec.kind = SliceKind::Question;
    ways.push_back({"Best view", "The directions that show this question best.", {SliceCommand{spec}}});
  }
  if (!document.neighbors && hasPaths(document) && kind != SliceKind::Path) {
    SliceSpec spec;
    spec.kind = SliceKind::Path;
    ways.push_back({"Best view", "The directions that show these paths best.", {SliceCommand{spec}}});
  }
  return ways;
}

/// What the pill of the view opens, above it.
void drawViewCard(PanelContext& context, const StageLayout& layout) {
  constexpr const char* kName = "##view";
  const RectPx& at = layout.viewPill;
  const float window = ImGui::GetIO().DisplaySize.x, width = std::min(kViewCardEms * em(), window - em());
  const float left = std::clamp(at.x + (at.width - width) / 2, 0.0F, window - width);
  const float bottom = at.y - layout.margin / 2;
  ImGui::SetNextWindowPos({left, bottom}, ImGuiCond_Always, {0, 1});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, std::max(8 * em(), bottom - layout.margin)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(std::round(0.8F * em()), std::round(0.7F * em())));
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
  const std::string full = viewSentence(context.document(), false);
  const std::string label = pillWidth(full) <= box.width ? full : viewSentence(context.document(), true);
  if (chipOf(context, label, {box.width, box.height}, false)) ImGui::OpenPopup("##view");
  tooltip(full + ". Click: other views.");
  drawViewCard(context, layout);
  endFree();
}

void drawWaysBack(PanelContext& context, const StageLayout& layout) {
  const RectPx& box = layout.homePill;
  if (box.width <= 0) return;
  beginFree("##homepill", box);
  float x = box.x;
  const std::vector<WayBack> ways = waysBack(context);
  for (const WayBack& way : std::span(ways).first(std::min(layout.ways, ways.size()))) {
    ImGui::SetCursorScreenPos({x, box.y});
    const float width = pillWidth(way.label);
    x += width + layout.margin;
    if (chipOf(context, way.label, {width, box.height}, false)) {
      for (const Command& command : way.commands) context.issue(command, &command != &way.commands.front());
    }
    tooltip(way.tip);
  }
  endFree();
}

void drawNextPill(PanelContext& context, const StageLayout& layout) {
  const RectPx& box = layout.nextPill;
  if (box.width <= 0) return;
  const std::string full = nextPillLabel(context, false);
  const std::string label = pillWidth(full) <= box.width ? full : nextPillLabel(context, true);
  beginFree("##nextpill", box);
  if (chipOf(context, label, {box.width, box.height}, context.in.view.nextWord))
    context.set("next-word", !context.in.view.nextWord);
  tooltip(kNextPillTip);
  endFree();
}

void drawNextCard(PanelContext& context, const PanelBox& box) {
  if (box.height <= 0) return;
  beginCard("##next", box);
  const float width = ImGui::GetContentRegionAvail().x;
  text(context.readsBothWays() ? "The gap" : "Next word", context.colors.text);
  ImGui::SameLine(ImGui::GetCursorStartPos().x + width - ImGui::GetTextLineHeight());
  if (closeButton("close", "Close.")) context.set("next-word", false);
  compat::beginChild("bars", {0, 0});
  drawNextTokenPanel(context);
  ImGui::EndChild();
  endCard();
}

void drawStatus(const PanelContext& context, const StageLayout& layout) {
  const PanelBox& box = layout.status;
  if (box.width <= 0 || layout.quiet.width > 0) return;
  sceneText(context, box, kStatusTimes, statusText(context), context.colors.textDim);
}

}  // namespace

const char* const kNextPillTip =
    "What the language model expects after the text, with the temperature that makes a draw bolder.";

float lessonBackWidth(const PanelContext& context) {
  const LessonAnswer& lesson = context.in.lesson;
  return lesson.lesson && lesson.trying ? chipWidth(kLessonBack) : 0;
}

bool pageIsTopmost(const StageLayout& layout) {
  return layout.page.isThere() && layout.page.y <= layout.bar.bottom();
}

std::string nextPillLabel(const PanelContext& context, bool brief) {
  return fmt::format("{} · {}{}", context.readsBothWays() ? "The gap" : "Next word",
                     brief ? "T = " : "temperature ", base::fixedText(context.in.shownTemperature, 1));
}

void measurePills(const PanelContext& context, StageParts& parts) {
  const DocumentState& document = context.document();
  parts.viewPill = {pillWidth(viewSentence(document, false)), pillWidth(viewSentence(document, true))};
  parts.nextPill = {pillWidth(nextPillLabel(context, false)), pillWidth(nextPillLabel(context, true))};
  for (const WayBack& way : waysBack(context)) parts.waysPx.push_back(pillWidth(way.label));
  parts.statusPx = kStatusTimes * textWidth(statusText(context)) + 2;
  parts.quietPx = quietWidth(context);
}

std::optional<float> nextCardHeight(const PanelContext& context) {
  if (!context.in.view.nextWord) return std::nullopt;
  const bool bars = context.document().model.text != nullptr;
  return (bars ? 36.0F : 9.0F) * em();
}

std::string statusText(const PanelContext& context) {
  const model::EmbeddingTable* table = context.table();
  if (!table) return "no words are open";
  const auto& filter = context.document().filter;
  const std::string shownOf = filter ? base::groupedText(filter->rows.count) + " of " : std::string();
  std::string line = fmt::format("{}{} words · {} dimensions", shownOf, base::groupedText(table->size()),
                                 base::groupedText(table->dims()));
  if (context.document().centred) line += " · centred";
  if (context.in.indexShare)
    line += fmt::format(" · speeding up questions: {} %", std::lround(100 * *context.in.indexShare));
  return line;
}

void drawPills(PanelContext& context, const StageLayout& layout) {
  drawStatus(context, layout);
  drawViewPill(context, layout);
  drawWaysBack(context, layout);
  drawNextPill(context, layout);
  drawNextCard(context, layout.nextCard);
}

}  // namespace es::app
