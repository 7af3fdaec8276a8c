#include "app/panels/layout/panels.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/document/caption.h"
#include "app/panels/layout/follow_document.h"
#include "app/panels/layout/keys_sheet.h"
#include "app/panels/layout/lesson_list.h"
#include "app/panels/layout/lesson_stage.h"
#include "app/panels/layout/main_menu.h"
#include "app/panels/layout/messages.h"
#include "app/panels/layout/opening.h"
#include "app/panels/layout/page_frame.h"
#include "app/panels/layout/pages.h"
#include "app/panels/layout/pills.h"
#include "app/panels/layout/quiet_word.h"
#include "app/panels/layout/shortcuts.h"
#include "app/panels/layout/stage_layout.h"
#include "app/panels/layout/top_bar.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/answer_card.h"
#include "app/panels/words/legend_card.h"
#include "app/panels/words/open_card.h"
#include "app/panels/words/ranking.h"
#include "app/panels/words/view_choices.h"
#include "app/panels/words/word_details.h"
#include "app/panels/words/word_menu.h"

namespace es::app {

namespace {

constexpr std::chrono::seconds kWayOutShows{4};
constexpr float kOpenEms = 26;

void measureLesson(const PanelContext& context, StageParts& parts) {
  parts.lesson = true;
  parts.lessonBarPx = lessonBarWidth(context);
  StageParts without = parts;
  without.lessonCaptionPx = 2 * em();  // the width does not depend on it
  parts.lessonCaptionPx = lessonCaptionHeight(context, layOutStage(without).caption.width);
}

/// The sentence over the scene, of what is drawn there. Beside a page the overview's is left to the status,
/// which says the same.
std::string stageCaption(const PanelContext& context) {
  const DocumentState& document = context.in.drawn;
  const bool asked = document.neighbors || document.pairs || document.dots || document.field;
  return asked || context.in.view.mode == Mode::Words ? captionOf(document) : std::string();
}

/// How large everything on the stage wants to be.
StageParts measure(const PanelContext& context, const std::string& caption, float widthPx, float heightPx) {
  const ViewState& view = context.in.view;
  StageParts parts;
  parts.widthPx = widthPx;
  parts.heightPx = heightPx;
  parts.emPx = em();
  parts.pictureOnly = context.state.pictureOnly;
  if (view.mode != Mode::Words && !parts.pictureOnly) parts.page = placeOf(view);
  if (context.onStage()) {
    parts.page.reset();
    if (subjectIsPage(context.in.lesson)) parts.page = PagePlace{PageSide::Whole, 1};
    const ImVec2 ranking = rankingSize(context);
    parts.rankingWidthPx = ranking.x;
    parts.rankingHeightPx = ranking.y;
    measureLesson(context, parts);
    parts.quietPx = quietWidth(context);
    return parts;
  }
  parts.tabsPx = modeTabsWidth();
  parts.toolsPx = barToolWidths();
  parts.chipsPx = openingWidths(context);
  parts.answerPx = answerCardHeight(context, answerWidthPx(em()));
  parts.foldedPx = foldedCardHeight(context);
  parts.selectedPx = selectedCardHeight(context);
  parts.legendPx = legendCardSize(context);
  measurePills(context, parts);
  parts.nextCardPx = nextCardHeight(context);
  if (caption.empty()) return parts;
  parts.captionPx = em();  // its width does not depend on its height
  const StageLayout layout = layOutStage(parts);
  parts.captionPx = sceneTextHeight(captionTimes(layout.scene.height, em()), caption, layout.caption.width);
  return parts;
}

/// Below the tools of the bar.
template <class Draw>
void drawFileCard(const char* name, const StageLayout& layout, Draw draw) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(std::round(kOpenEms * em()), window.x - 2 * layout.margin);
  beginCard(name, {window.x - layout.margin - width, layout.bar.height + 0.4F * em(), width, 0});
  draw();
  endCard();
}

/// What is open and what could be, or where the session is to be saved.
void drawFiles(PanelContext& context, const StageLayout& layout) {
  followFileCards(context);
  if (context.state.showSave) return drawFileCard("##save", layout, [&] { drawSaveCard(context); });
  if (context.state.showOpen || !context.table())
    drawFileCard("##open", layout, [&] { drawOpenCard(context); });
}

void drawCaption(const PanelContext& context, const StageLayout& layout, const std::string& caption) {
  if (layout.caption.width <= 0) return;
  sceneText(context, layout.caption, captionTimes(layout.scene.height, em()), caption, context.colors.text);
}

struct PictureOnlyState {
  std::chrono::steady_clock::time_point since{};
  bool on = false;
};

/// The way out, for a moment; then nothing but the picture.
void drawWayOut(PanelContext& context, float widthPx) {
  PictureOnlyState& state = context.memory<PictureOnlyState>();
  const auto now = std::chrono::steady_clock::now();
  if (context.state.pictureOnly && !state.on) state.since = now;
  state.on = context.state.pictureOnly;
  if (!state.on || now - state.since > kWayOutShows) return;
  context.out.moves = true;
  const std::string_view hint = "Picture only. Esc or Tab brings everything back.";
  const float width = textWidth(hint) + 2;
  sceneText(context, {std::round((widthPx - width) / 2), em(), width, em()}, 1, hint, context.colors.textDim);
}

/// The scene with all that floats over it.
void drawStage(PanelContext& context, const StageLayout& layout, const std::string& caption) {
  if (layout.bar.height > 0) drawTopBar(context, layout);
  drawCaption(context, layout, caption);
  if (layout.bar.height > 0) {
    drawAnswerCard(context, layout.answer, layout.answerFolds);
    drawSelectedCard(context, layout.selected);
    drawLegendCard(context, layout.legend);
    drawOpening(context, layout);
    drawPills(context, layout);
  }
  drawPageFrame(context, layout);
  if (layout.bar.height <= 0) return;
  drawLessonPause(context, layout);
  drawMessages(context, layout);
  drawFiles(context, layout);
}

}  // namespace

PanelOutput drawPanels(const PanelInput& input, PanelState& state, float widthPx, float heightPx) {
  PanelOutput output;
  PanelContext context{input, state, output, palette(input.view.theme)};
  takeMessages(context);
  followDocument(context);
  takeShortcuts(context);
  giveTextToModel(context);
  goOnWriting(context);
  beginWidgets(state);
  const std::string caption = context.onStage() ? std::string() : stageCaption(context);
  const StageLayout layout = layOutStage(measure(context, caption, widthPx, heightPx));
  output.scene = layout.scene;
  output.clear = layout.clear;
  if (context.onStage()) {
    drawLessonStage(context, layout);
    drawMessages(context, layout);
    if (state.showOpen || state.showSave) drawFiles(context, layout);
  } else {
    drawStage(context, layout, caption);
  }
  drawQuietWord(context, layout);
  drawWayOut(context, widthPx);
  drawHoverCard(context, layout.scene);
  drawTopicCard(context, layout.scene);
  drawLessonList(context);
  drawKeysSheet(context);
  drawAbout(context);
  drawWordMenu(context);
  endWidgets();
  return output;
}

}  // namespace es::app
