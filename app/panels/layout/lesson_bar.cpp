#include "app/panels/layout/lesson_bar.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

using Move = LessonCommand::Move;

constexpr float kDotEms = 0.75F;  // from one step's dot to the next
constexpr float kMarginEms = 0.7F;

void go(PanelContext& context, Move move) {
  context.issue(LessonCommand{move, {}, {}});
}

struct BarButton {
  const char* label;
  const char* tip;
  Move move;
  bool enabled = true;
  bool chief = false;  // what one would press now
};

std::vector<BarButton> barButtons(const LessonAnswer& lesson) {
  const bool atEnd = lesson.step == lesson.lesson->steps;
  std::vector<BarButton> buttons{
      {"back", "The step before (Page Up, left arrow).", Move::Back, lesson.step > 1}};
  if (lesson.trying) {
    buttons.push_back({"back to the lesson", "The lesson's own picture again, as this step left it.",
                       Move::Resume, true, true});
  }
  buttons.push_back({"next", "The next step (Page Down, right arrow).", Move::Next, !atEnd, !lesson.trying});
  buttons.push_back({"restart", "From the first step.", Move::Restart, lesson.step > 1 || lesson.trying});
  if (!lesson.trying) {
    buttons.push_back({"try it yourself",
                       "The controls are yours: ask what you like; the lesson waits and keeps its picture.",
                       Move::Try});
  }
  buttons.push_back({lesson.playing ? "pause" : "play",
                     lesson.playing ? "Stay at this step." : "Go on by itself, with a pause after each step.",
                     Move::Play, !atEnd});
  return buttons;
}

float buttonWidth(const char* label) {
  return textWidth(label) + 2 * ImGui::GetStyle().FramePadding.x;
}

void drawButtons(PanelContext& context, const std::vector<BarButton>& buttons) {
  for (const BarButton& button : buttons) {
    ImGui::BeginDisabled(!button.enabled);
    const bool chief = button.chief && button.enabled;
    if (chief) ImGui::PushStyleColor(ImGuiCol_Text, toVec4(context.colors.accent));
    if (ImGui::Button(button.label)) go(context, button.move);
    if (chief) ImGui::PopStyleColor();
    ImGui::EndDisabled();
    tooltip(button.tip);
    ImGui::SameLine(0, 0.4F * em());
  }
}

/// With the cross that ends the lesson.
float buttonsWidth(const std::vector<BarButton>& buttons) {
  float width = ImGui::GetFrameHeight() + 0.4F * em();
  for (const BarButton& button : buttons) width += buttonWidth(button.label) + 0.4F * em();
  return width;
}

float dotsWidth(const LessonAnswer& lesson) {
  return kDotEms * em() * static_cast<float>(lesson.lesson->steps);
}

/// Whether the title, whole, the dots and the buttons fit beside one another.
bool inOneRow(const LessonAnswer& lesson, float widthPx) {
  const float title = textWidth(lesson.lesson->title);
  return title + dotsWidth(lesson) + buttonsWidth(barButtons(lesson)) + 2 * em() <= widthPx;
}

/// A dot for each step, those that were made filled.
void drawDots(const PanelContext& context, const LessonAnswer& lesson) {
  const float gap = kDotEms * em(), radius = 0.2F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (int step = 1; step <= lesson.lesson->steps; ++step) {
    const ImVec2 centre{at.x + (static_cast<float>(step) - 0.5F) * gap, at.y + ImGui::GetFrameHeight() / 2};
    if (step <= lesson.step) {
      draw.AddCircleFilled(centre, step == lesson.step ? 1.4F * radius : radius,
                           toU32(step == lesson.step ? context.colors.accent : context.colors.textDim));
    } else {
      draw.AddCircle(centre, radius, toU32(context.colors.textDim), 0, 1.2F);
    }
  }
  ImGui::Dummy({dotsWidth(lesson), ImGui::GetFrameHeight()});
}

std::string captionText(const LessonAnswer& lesson) {
  if (lesson.step == 0) return lesson.lesson->about;
  if (lesson.trying) return lesson.caption + "  (The controls are yours; the lesson waits.)";
  return lesson.caption;
}

float captionHeight(const LessonAnswer& lesson, float widthPx) {
  const std::string caption = brokenAtSpaces(captionText(lesson), widthPx);
  const float height = textSize(caption, widthPx).y;
  return std::max(height, 2 * ImGui::GetTextLineHeight());  // the picture keeps its size from step to step
}

}  // namespace

float lessonBarHeightPx(const PanelContext& context, float widthPx) {
  if (!context.in.lesson.lesson) return 0;
  const float inner = widthPx - 2 * kMarginEms * em();
  const float rows = inOneRow(context.in.lesson, inner) ? 1 : 2;
  return std::round(rows * ImGui::GetFrameHeight() + (rows - 1) * ImGui::GetStyle().ItemSpacing.y +
                    captionHeight(context.in.lesson, inner) + 1.6F * em());
}

void drawLessonBar(PanelContext& context, const PanelBox& box) {
  const LessonAnswer& lesson = context.in.lesson;
  if (!lesson.lesson) return;
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kMarginEms * em(), 0.5F * em()));
  ImGui::Begin("##lesson", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoNavInputs);
  const std::vector<BarButton> buttons = barButtons(lesson);
  const float room = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
  const bool oneRow = inOneRow(lesson, room);
  ImGui::AlignTextToFramePadding();
  text(elided(lesson.lesson->title, room - dotsWidth(lesson) - em()), context.colors.accent);
  ImGui::SameLine();
  drawDots(context, lesson);
  if (oneRow) ImGui::SameLine(left + room - buttonsWidth(buttons));
  drawButtons(context, buttons);
  if (closeButton("leave", "Leave the lesson; its picture stays.")) go(context, Move::Leave);
  wrapped(captionText(lesson), context.colors.text);
  ImGui::End();
  ImGui::PopStyleVar();
}

}  // namespace es::app
