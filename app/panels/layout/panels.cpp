#include "app/panels/layout/panels.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/directions/dot_panel.h"
#include "app/panels/directions/pairs_section.h"
#include "app/panels/labs/softmax_panel.h"
#include "app/panels/layout/command_line.h"
#include "app/panels/layout/dock.h"
#include "app/panels/layout/follow_document.h"
#include "app/panels/layout/keys_sheet.h"
#include "app/panels/layout/lesson_bar.h"
#include "app/panels/layout/lesson_list.h"
#include "app/panels/layout/status_bar.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/next_token_panel.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/answers_panel.h"
#include "app/panels/words/open_panel.h"
#include "app/panels/words/search_panel.h"
#include "app/panels/words/slice_panel.h"
#include "app/panels/words/word_details.h"

namespace es::app {

namespace {

constexpr float kDesignLinePx = 17;  // widths are meant for text of this height and grow with it

struct Layout {
  float scale = 1;
  PanelBox left, right, lesson, dock, command, status, scene;
  float foldedPx = 0;
};

Layout layoutOf(const PanelContext& context, float widthPx, float heightPx) {
  const PanelState& state = context.state;
  Layout layout;
  layout.scale = em() / kDesignLinePx;
  layout.foldedPx = 1.5F * em();
  const ImGuiStyle& style = ImGui::GetStyle();
  // Whole pixels everywhere: an edge between two would let what lies below shine through.
  const float row = std::round(ImGui::GetFrameHeight() + style.WindowPadding.y);
  const float statusHeight = row, logHeight = showsLog(context) ? std::round(0.3F * heightPx) : 0;
  const float commandHeight = row + logHeight;
  const float bodyHeight = heightPx - statusHeight - commandHeight;
  // Narrow windows leave the picture at least two fifths.
  const auto columnWidth = [&](bool unfolded, float wantedPx) {
    return std::round(unfolded ? std::min(wantedPx * layout.scale, 0.3F * widthPx) : layout.foldedPx);
  };
  const float leftWidth = columnWidth(context.in.view.leftColumn, state.leftWidthPx);
  const float rightWidth = columnWidth(context.in.view.rightColumn, state.rightWidthPx);
  layout.left = {0, 0, leftWidth, bodyHeight};
  layout.right = {widthPx - rightWidth, 0, rightWidth, bodyHeight};
  layout.command = {0, bodyHeight, widthPx, commandHeight};
  layout.status = {0, bodyHeight + commandHeight, widthPx, statusHeight};
  const float middle = widthPx - leftWidth - rightWidth, dock = dockHeightPx(context, middle, bodyHeight);
  const float lesson = lessonBarHeightPx(context, middle);
  layout.scene = {leftWidth, 0, middle, bodyHeight - dock - lesson};
  layout.lesson = {leftWidth, bodyHeight - dock - lesson, middle, lesson};
  layout.dock = {leftWidth, bodyHeight - dock, middle, dock};
  return layout;
}

// While nothing takes text, Tab must not wander into a box: it is the key of the picture alone.
ImGuiWindowFlags columnFlags() {
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                           ImGuiWindowFlags_NoFocusOnAppearing;
  if (!ImGui::GetIO().WantTextInput) flags |= ImGuiWindowFlags_NoNavInputs;
  return flags;
}

void beginBox(const char* name, const PanelBox& box, ImGuiWindowFlags extra = 0) {
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::Begin(name, nullptr, (columnFlags() | extra));
}

/// The inner edge of a column, dragged. `sign`: +1 where the column grows to the right.
void dragEdge(const char* name, float xPx, float heightPx, float sign, float& widthPx, const Layout& layout) {
  const float grip = 0.4F * em();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::SetNextWindowPos({xPx - grip / 2, 0});
  ImGui::SetNextWindowSize({grip, heightPx});
  ImGui::Begin(name, nullptr, columnFlags() | ImGuiWindowFlags_NoBackground);
  ImGui::InvisibleButton("edge", {grip, heightPx});
  const bool active = ImGui::IsItemActive();
  if (active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    ImGui::GetWindowDrawList()->AddLine({xPx, 0}, {xPx, heightPx}, ImGui::GetColorU32(ImGuiCol_CheckMark), 2);
  }
  if (active)
    widthPx = std::clamp(widthPx + sign * ImGui::GetIO().MouseDelta.x / layout.scale, 220.0F, 560.0F);
  ImGui::End();
  ImGui::PopStyleVar(2);
}

void drawLeftColumn(PanelContext& context, const Layout& layout) {
  if (!context.in.view.leftColumn) {
    beginBox("##leftfolded", layout.left);
    ImGui::SetCursorPosX(0.15F * em());
    if (chevronButton("unfold", false, "Unfold the words.")) context.set("left-column", true);
    ImGui::End();
    return;
  }
  beginBox("##left", layout.left);
  drawOpenPanel(context);
  if (context.table()) {
    drawSearchPanel(context);
    ImGui::Spacing();
    drawAnswersPanel(context, wordDetailsHeight());
    drawWordDetails(context);
  }
  ImGui::End();
  dragEdge("##leftedge", layout.left.width, layout.left.height, 1, context.state.leftWidthPx, layout);
}

void drawProbabilitySections(PanelContext& context) {
  ImGui::PushID("next");
  if (sectionHeader("next token", "What the model expects after the text.")) drawNextTokenPanel(context);
  ImGui::PopID();
  ImGui::Separator();
  ImGui::PushID("own");
  // With a model the next token comes first, unless logits are asked for.
  const bool first = !context.languageModel() || !context.document().softmax.logits.empty();
  if (sectionHeader("softmax of your own logits", "Numbers become probabilities, under a temperature.",
                    first))
    drawSoftmaxPanel(context);
  ImGui::PopID();
}

void drawRightColumn(PanelContext& context, const Layout& layout) {
  if (!context.in.view.rightColumn) {
    beginBox("##rightfolded", layout.right);
    ImGui::SetCursorPosX(0.15F * em());
    if (chevronButton("unfold", true, "Unfold slice, dot product, next token and softmax."))
      context.set("right-column", true);
    ImGui::End();
    return;
  }
  beginBox("##right", layout.right);
  const ImVec2 top = ImGui::GetCursorPos();
  const bool sliceOpen = sectionHeader("slice", "Which three directions of the space the picture shows.");
  const ImVec2 below = ImGui::GetCursorPos();
  ImGui::SetCursorPos(
      {ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 0.8F * ImGui::GetFrameHeight(), top.y});
  if (chevronButton("fold", false, "Fold this column away.")) context.set("right-column", false);
  ImGui::SetCursorPos(below);
  compat::beginChild("sections", {0, 0});
  if (sliceOpen) drawSlicePanel(context);
  ImGui::Separator();
  // With a model open, the next token is to be in sight.
  const bool measured = !context.languageModel() || context.document().dots;
  if (sectionHeader("dot product", "Words measured along a direction.", measured)) drawDotPanel(context);
  ImGui::Separator();
  const bool compared = context.document().pairs != nullptr;
  ImGui::PushID("pairs");
  if (sectionHeader("pairs along a direction", "Whether the differences of other pairs point the same way.",
                    compared))
    drawPairsSection(context);
  ImGui::PopID();
  ImGui::Separator();
  drawProbabilitySections(context);
  ImGui::EndChild();
  ImGui::End();
  dragEdge("##rightedge", layout.right.x, layout.right.height, -1, context.state.rightWidthPx, layout);
}

void drawBottom(PanelContext& context, const Layout& layout) {
  beginBox("##commandline", layout.command, ImGuiWindowFlags_NoScrollWithMouse);
  drawCommandLine(context, layout.command);
  ImGui::End();
  beginBox("##status", layout.status, ImGuiWindowFlags_NoScrollWithMouse);
  drawStatusBar(context, layout.status);
  ImGui::End();
}

void takeKeyboard(KeyboardFocus& keyboard) {
  keyboard.wanted = std::exchange(keyboard.failed, 0U);
  keyboard.entered = 0;
}

// Typed characters, not keys: they are where each keyboard's layout has them.
void takeShortcuts(PanelContext& context) {
  PanelState& state = context.state;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || ImGui::IsAnyItemActive() || compat::popupOpen()) return;
  for (const ImWchar typed : io.InputQueueCharacters) {
    if (typed == '/') state.focusSearch = true;
    if (typed == ':') state.focusCommand = true;
    if (typed == '?') state.showKeys = true;
    if (typed == 'l') state.showLessons = !state.showLessons;
    if (!state.pictureOnly) takeDockShortcuts(context, typed);
  }
  if (compat::keyPressed(ImGuiKey_Tab)) state.pictureOnly = !state.pictureOnly;
  if (state.focusSearch || state.focusCommand) state.pictureOnly = false;
}

}  // namespace

PanelOutput drawPanels(const PanelInput& input, PanelState& state, float widthPx, float heightPx) {
  PanelOutput output;
  PanelContext context{input, state, output, palette(input.view.theme)};
  takeMessages(context);
  takeKeyboard(state.keyboard);
  followDocument(context);
  takeShortcuts(context);
  giveTextToModel(context);
  goOnWriting(context);
  beginTooltips(state.tooltips);
  if (state.focusSearch && !input.view.leftColumn) context.set("left-column", true);
  if (state.pictureOnly) {
    const float lesson = lessonBarHeightPx(context, widthPx);
    output.scene = {0, 0, widthPx, heightPx - lesson};
    drawLessonBar(context, {0, heightPx - lesson, widthPx, lesson});
  } else {
    const Layout layout = layoutOf(context, widthPx, heightPx);
    output.scene = layout.scene;
    drawLeftColumn(context, layout);
    drawRightColumn(context, layout);
    drawLessonBar(context, layout.lesson);
    drawDock(context, layout.dock);
    drawBottom(context, layout);
  }
  if (state.pictureOnly || !input.view.leftColumn) drawWordCard(context, output.scene);
  drawLessonList(context);
  drawKeysSheet(context);
  endTooltips();
  return output;
}

}  // namespace es::app
