#include "app/panels/layout/lesson_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/layout/page_frame.h"
#include "app/panels/layout/pages.h"
#include "app/panels/layout/pills.h"
#include "app/panels/model/next_token_panel.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/ranking.h"
#include "app/platform/imgui/caption_size.h"

namespace es::app {

namespace {

using Move = LessonCommand::Move;

constexpr const char* kNextLesson = "next lesson";
constexpr double kStageFont = 28, kStageLines = 1080;  // px of letters in a window of so many lines

struct BarButton {
  const char* label;
  const char* tip;
  Move move;
  bool enabled = true;
  bool chief = false;  // what one would press now
};

std::vector<BarButton> barButtons(const LessonAnswer& lesson) {
  const bool atEnd = lesson.step == lesson.lesson->steps;
  return {{"back", "The step before (Page Up, left arrow).", Move::Back, lesson.step > 1},
          {"next", "The next step (Page Down, right arrow).", Move::Next, !atEnd, true},
          {lesson.playing ? "pause" : "play",
           lesson.playing ? "Stay at this step." : "Go on by itself, with a pause after each step.",
           Move::Play, !atEnd},
          {"try it yourself",
           "The controls are yours: ask what you like; the lesson waits and keeps its picture.", Move::Try},
          {"leave", "Leave the lesson (Esc).", Move::Leave}};
}

/// The lesson after the one that has come to its end; null: there is none, or it has not.
const LessonTitle* nextLesson(const LessonAnswer& lesson) {
  if (lesson.step < lesson.lesson->steps) return nullptr;
  const auto at = std::ranges::find(lesson.titles, lesson.lesson->name, &LessonTitle::name);
  return at == lesson.titles.end() || at + 1 == lesson.titles.end() ? nullptr : &*(at + 1);
}

std::string countText(const LessonAnswer& lesson) {
  return fmt::format("{} / {}", lesson.step, lesson.lesson->steps);
}

float buttonWidth(const char* label) {
  return std::ceil(textWidth(label) + 0.6F * em());
}

void drawButton(PanelContext& context, const BarButton& button) {
  const Color& ink = button.chief && button.enabled ? context.colors.accent : context.colors.text;
  if (flatButton(button.label, ink, button.tip, button.enabled))
    context.issue(LessonCommand{button.move, {}, {}});
}

void drawBar(PanelContext& context, const PanelBox& box) {
  const LessonAnswer& lesson = context.in.lesson;
  beginCard("##lesson", box, ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::SetCursorPosY(std::round((box.height - ImGui::GetFrameHeight()) / 2));
  ImGui::AlignTextToFramePadding();
  text(countText(lesson), context.colors.textDim);
  tooltip(lesson.lesson->title);
  for (const BarButton& button : barButtons(lesson)) {
    ImGui::SameLine(0, 0.4F * em());
    drawButton(context, button);
  }
  if (const LessonTitle* next = nextLesson(lesson)) {
    ImGui::SameLine(0, 0.4F * em());
    if (flatButton(kNextLesson, context.colors.accent, next->title.c_str()))
      context.issue(LessonCommand{Move::Start, next->name, {}});
  }
  endCard();
}

}  // namespace

double fontSizeFor(const LessonAnswer& lesson, double ownSize, float heightPx) {
  if (!lesson.lesson || lesson.trying) return ownSize;
  return std::max(ownSize, kStageFont * static_cast<double>(heightPx) / kStageLines);
}

std::optional<Page> subjectPage(const LessonAnswer& lesson) {
  const Stage stage = lesson.stage.value_or(Stage::Picture);
  const auto at = std::ranges::find(kPageNames, kStageNames[static_cast<std::size_t>(stage)]);
  if (at == kPageNames.end()) return std::nullopt;
  return static_cast<Page>(at - kPageNames.begin());
}

bool subjectIsPage(const LessonAnswer& lesson) {
  return lesson.stage.value_or(Stage::Picture) != Stage::Picture;
}

std::string lessonCaption(const PanelContext& context) {
  const LessonAnswer& lesson = context.in.lesson;
  if (!lesson.lesson) return {};
  return lesson.step == 0 ? lesson.lesson->about : lesson.caption;
}

float lessonCaptionHeight(const PanelContext& context, float widthPx) {
  const float line = std::ceil(kCaptionTimes * ImGui::GetTextLineHeight());
  return std::max(2 * line, sceneTextHeight(kCaptionTimes, lessonCaption(context), widthPx));
}

float lessonBarWidth(const PanelContext& context) {
  const LessonAnswer& lesson = context.in.lesson;
  if (!lesson.lesson) return 0;
  float width = 1.5F * em() + textWidth(countText(lesson)) + 4;
  for (const BarButton& button : barButtons(lesson)) width += 0.4F * em() + buttonWidth(button.label);
  if (nextLesson(lesson)) width += 0.4F * em() + buttonWidth(kNextLesson);
  return std::ceil(width);
}

void drawLessonStage(PanelContext& context, const StageLayout& layout) {
  if (layout.page.width > 0) {
    const std::optional<Page> page = subjectPage(context.in.lesson);
    drawBarePage(context, layout.page, page ? pageOf(*page).draw : drawNextTokenPanel);
  }
  drawRanking(context, layout.ranking);
  sceneText(context, layout.caption, kCaptionTimes, lessonCaption(context), context.colors.text);
  if (layout.lessonBar.width > 0) drawBar(context, layout.lessonBar);
}

void drawLessonPause(PanelContext& context, const StageLayout& layout) {
  const float width = lessonBackWidth(context);
  if (width <= 0) return;
  const bool inHead = pageIsTopmost(layout);
  const float right = inHead ? layout.page.right() : ImGui::GetIO().DisplaySize.x;
  const float height = inHead ? ImGui::GetFrameHeight() : layout.pillHeight;
  const float top = layout.bar.height + (inHead ? pageTopPad() : layout.margin);
  beginFree("##lessonpause", {right - width - layout.margin, top, width, height});
  if (filledChip(context, kLessonBack, height)) context.issue(LessonCommand{Move::Resume, {}, {}});
  tooltip("The lesson's own picture again, as this step left it.");
  endFree();
}

}  // namespace es::app
