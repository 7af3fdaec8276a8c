#include <algorithm>
#include <cmath>

#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

using Move = LessonCommand::Move;

constexpr float kDotEms = 0.75f;  // from one step's dot to the next
constexpr float kMarginEms = 0.7f;
constexpr float kCardEms = 15,
                kPictureShare = 0.6f;  // of a card: its width; its picture's height beside that
constexpr float kShelfEms = 66;

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
  if (lesson.trying)
    buttons.push_back({"back to the lesson", "The lesson's own picture again, as this step left it.",
                       Move::Resume, true, true});
  buttons.push_back({"next", "The next step (Page Down, right arrow).", Move::Next, !atEnd, !lesson.trying});
  buttons.push_back({"restart", "From the first step.", Move::Restart, lesson.step > 1 || lesson.trying});
  if (!lesson.trying)
    buttons.push_back({"try it yourself",
                       "The controls are yours: ask what you like; the lesson waits and keeps its picture.",
                       Move::Try});
  buttons.push_back({lesson.playing ? "pause" : "play",
                     lesson.playing ? "Stay at this step." : "Go on by itself, with a pause after each step.",
                     Move::Play, !atEnd});
  return buttons;
}

float buttonWidth(const char* label) {
  return ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
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
    ImGui::SameLine(0, 0.4f * em());
  }
}

/// With the cross that ends the lesson.
float buttonsWidth(const std::vector<BarButton>& buttons) {
  float width = ImGui::GetFrameHeight() + 0.4f * em();
  for (const BarButton& button : buttons) width += buttonWidth(button.label) + 0.4f * em();
  return width;
}

float dotsWidth(const LessonAnswer& lesson) {
  return kDotEms * em() * static_cast<float>(lesson.lesson->steps);
}

/// Whether the title, whole, the dots and the buttons fit beside one another.
bool inOneRow(const LessonAnswer& lesson, float widthPx) {
  const float title = ImGui::CalcTextSize(lesson.lesson->title.c_str()).x;
  return title + dotsWidth(lesson) + buttonsWidth(barButtons(lesson)) + 2 * em() <= widthPx;
}

/// A dot for each step, those that were made filled.
void drawDots(const PanelContext& context, const LessonAnswer& lesson) {
  const float gap = kDotEms * em(), radius = 0.2f * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (int step = 1; step <= lesson.lesson->steps; ++step) {
    const ImVec2 centre{at.x + (static_cast<float>(step) - 0.5f) * gap, at.y + ImGui::GetFrameHeight() / 2};
    if (step <= lesson.step)
      draw.AddCircleFilled(centre, step == lesson.step ? 1.4f * radius : radius,
                           toU32(step == lesson.step ? context.colors.accent : context.colors.textDim));
    else
      draw.AddCircle(centre, radius, toU32(context.colors.textDim), 0, 1.2f);
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
  const float height = ImGui::CalcTextSize(caption.c_str(), nullptr, false, widthPx).y;
  return std::max(height, 2 * ImGui::GetTextLineHeight());  // the picture keeps its size from step to step
}

// ---- the shelf ----

/// Draws a card's picture, or a ground where there is none.
void drawPicture(const PanelContext& context, const std::string& name, ImVec2 low, ImVec2 high) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const std::uint64_t picture = context.in.lessonPicture ? context.in.lessonPicture(name) : 0;
  if (picture != 0)
    draw.AddImage(compat::textureId(picture), low, high);
  else
    draw.AddRectFilled(low, high, toU32(context.colors.ground));
}

void drawCard(PanelContext& context, const LessonTitle& lesson, float widthPx) {
  const float pad = 0.5f * em(), pictureHeight = kPictureShare * (widthPx - 2 * pad);
  const float aboutHeight = 3 * ImGui::GetTextLineHeight();
  const ImVec2 size{widthPx, pictureHeight + aboutHeight + ImGui::GetTextLineHeightWithSpacing() + 3 * pad};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(lesson.name.c_str());
  if (ImGui::InvisibleButton("card", size)) context.issue(LessonCommand{Move::Start, lesson.name, {}});
  const bool hovered = ImGui::IsItemHovered();
  tooltip("lesson " + lesson.name + ": " + std::to_string(lesson.steps) + " steps");
  const bool on = context.in.lesson.lesson && context.in.lesson.lesson->name == lesson.name;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  draw.AddRectFilled(at, end, ImGui::GetColorU32(hovered ? ImGuiCol_FrameBgHovered : ImGuiCol_FrameBg),
                     ImGui::GetStyle().FrameRounding);
  if (hovered || on) draw.AddRect(at, end, toU32(context.colors.accent), ImGui::GetStyle().FrameRounding);
  drawPicture(context, lesson.name, {at.x + pad, at.y + pad}, {end.x - pad, at.y + pad + pictureHeight});
  ImGui::SetCursorScreenPos({at.x + pad, at.y + 1.6f * pad + pictureHeight});
  ImGui::BeginGroup();
  text(elided(lesson.title, widthPx - 2 * pad), context.colors.text);
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + widthPx - 2 * pad);
  ImGui::PushClipRect(at, {end.x - pad, end.y - 0.5f * pad}, true);
  text(brokenAtSpaces(lesson.about, widthPx - 2 * pad), context.colors.textDim);
  ImGui::PopClipRect();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  ImGui::PopID();
}

void drawCards(PanelContext& context) {
  const float gap = 0.8f * em(), room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
  const int columns = std::max(1, static_cast<int>((room + gap) / (kCardEms * em() + gap)));
  const float width =
      std::floor((room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  int column = 0;
  for (const LessonTitle& lesson : context.in.lesson.shelf) {
    if (column > 0) ImGui::SameLine(0, gap);
    drawCard(context, lesson, width);
    column = (column + 1) % columns;
    if (column == 0) ImGui::Dummy({1, gap - ImGui::GetStyle().ItemSpacing.y});
  }
  if (context.in.lesson.shelf.empty())
    wrapped("No lessons were found: they are files NAME.lesson beside the program (assets/lessons).",
            context.colors.textDim);
}

}  // namespace

float lessonBarHeightPx(const PanelContext& context, float widthPx) {
  if (!context.in.lesson.lesson) return 0;
  const float inner = widthPx - 2 * kMarginEms * em();
  const float rows = inOneRow(context.in.lesson, inner) ? 1 : 2;
  return std::round(rows * ImGui::GetFrameHeight() + (rows - 1) * ImGui::GetStyle().ItemSpacing.y +
                    captionHeight(context.in.lesson, inner) + 1.6f * em());
}

void drawLessonBar(PanelContext& context, const PanelBox& box) {
  const LessonAnswer& lesson = context.in.lesson;
  if (!lesson.lesson) return;
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kMarginEms * em(), 0.5f * em()));
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

void drawLessonShelf(PanelContext& context) {
  if (!context.state.showLessons) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(kShelfEms * em(), display.x - 2 * em());
  const float height = std::min(0.86f * display.y, display.y - 2 * em());
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(em(), 0.8f * em()));
  ImGui::Begin("##lessons", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  const bool pressedElsewhere = ImGui::IsMouseClicked(0) &&
                                !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                                !ImGui::IsWindowAppearing();
  text("Lessons", context.colors.accent);
  ImGui::SameLine();
  text("what the film shows, on real vectors: each can be stopped, changed and tried",
       context.colors.textDim);
  ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - ImGui::GetFrameHeight());
  const bool closed = closeButton("close", "Close (Esc).");
  compat::beginChild("cards", {0, 0});
  drawCards(context);
  ImGui::EndChild();
  ImGui::End();
  ImGui::PopStyleVar();
  if (closed || pressedElsewhere || compat::keyPressed(ImGuiKey_Escape)) context.state.showLessons = false;
}

}  // namespace es::app
