#include "app/panels/layout/lesson_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

constexpr float kCardEms = 15, kLeastCardEms = 12.5F,
                kPictureShare = 0.6F;  // of a card: its width; its picture's height beside that
constexpr float kListEms = 66;

/// Draws a card's picture, or a ground where there is none.
void drawPicture(const PanelContext& context, const std::string& name, ImVec2 low, ImVec2 high) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const std::uint64_t picture = context.in.lessonPicture ? context.in.lessonPicture(name) : 0;
  if (picture != 0) {
    draw.AddImage(compat::textureId(picture), low, high);
  } else {
    draw.AddRectFilled(low, high, toU32(context.colors.ground));
  }
}

void drawCard(PanelContext& context, const LessonTitle& lesson, float widthPx) {
  const float pad = 0.5F * em(), pictureHeight = kPictureShare * (widthPx - 2 * pad);
  const float aboutHeight = 3 * ImGui::GetTextLineHeight();
  const ImVec2 size{widthPx, pictureHeight + aboutHeight + ImGui::GetTextLineHeightWithSpacing() + 3 * pad};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(lesson.name.c_str());
  if (pressArea("card", size)) context.issue(LessonCommand{LessonCommand::Move::Start, lesson.name, {}});
  const bool hovered = ImGui::IsItemHovered();
  tooltip(fmt::format("{} {}", lesson.steps, lesson.steps == 1 ? "step" : "steps"), TipPlace::Above);
  const bool on = context.in.lesson.lesson && context.in.lesson.lesson->name == lesson.name;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  draw.AddRectFilled(at, end, ImGui::GetColorU32(hovered ? ImGuiCol_FrameBgHovered : ImGuiCol_FrameBg),
                     ImGui::GetStyle().FrameRounding);
  if (hovered || on) draw.AddRect(at, end, toU32(context.colors.accent), ImGui::GetStyle().FrameRounding);
  drawPicture(context, lesson.name, {at.x + pad, at.y + pad}, {end.x - pad, at.y + pad + pictureHeight});
  ImGui::SetCursorScreenPos({at.x + pad, at.y + 1.6F * pad + pictureHeight});
  ImGui::BeginGroup();
  text(elided(lesson.title, widthPx - 2 * pad), context.colors.text);
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + widthPx - 2 * pad);
  ImGui::PushClipRect(at, {end.x - pad, end.y - 0.5F * pad}, true);
  text(brokenAtSpaces(lesson.about, widthPx - 2 * pad), context.colors.textDim);
  ImGui::PopClipRect();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  ImGui::PopID();
}

void drawCards(PanelContext& context) {
  const float gap = 0.8F * em(), room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
  const auto columnsOf = [&](float ems) { return static_cast<int>((room + gap) / (ems * em() + gap)); };
  const int columns = std::max({1, columnsOf(kCardEms), std::min(2, columnsOf(kLeastCardEms))});
  const float width =
      std::floor((room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  int column = 0;
  for (const LessonTitle& lesson : context.in.lesson.titles) {
    if (column > 0) ImGui::SameLine(0, gap);
    drawCard(context, lesson, width);
    column = (column + 1) % columns;
    if (column == 0) ImGui::Dummy({1, gap - ImGui::GetStyle().ItemSpacing.y});
  }
  if (context.in.lesson.titles.empty()) {
    wrapped("No lessons were found: they are files NAME.lesson beside the program (assets/lessons).",
            context.colors.textDim);
  }
}

/// The title, what lessons are and the cross; true when that was pressed.
bool drawHead(const PanelContext& context) {
  constexpr std::string_view kAbout =
      "word embeddings and a language model, step by step: stop, change and try each";
  const float room = ImGui::GetContentRegionAvail().x - 2 * em(), left = ImGui::GetCursorPosX();
  const float title = textWidth("Lessons") + ImGui::GetStyle().ItemSpacing.x;
  const bool oneLine = title + textWidth(kAbout) <= room;
  text("Lessons", context.colors.accent);
  if (oneLine) {
    ImGui::SameLine();
    text(kAbout, context.colors.textDim);
  }
  ImGui::SameLine(left + room + em());
  const bool closed = closeButton("close", "Close (Esc).");
  if (!oneLine) wrapped(kAbout, context.colors.textDim);
  return closed;
}

}  // namespace

void drawLessonList(PanelContext& context) {
  if (!context.state.showLessons) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(kListEms * em(), display.x - 2 * em());
  const float height = std::min(0.86F * display.y, display.y - 2 * em());
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(em(), 0.8F * em()));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.6F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::Begin("##lessons", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  const bool pressedElsewhere = ImGui::IsMouseClicked(0) &&
                                !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                                !ImGui::IsWindowAppearing();
  context.state.keyboard.drawOver(true);
  const bool closed = drawHead(context);
  compat::beginChild("cards", {0, 0});
  drawCards(context);
  ImGui::EndChild();
  context.state.keyboard.drawOver(false);
  ImGui::End();
  ImGui::PopStyleVar(3);
  if (closed || pressedElsewhere) context.state.showLessons = false;
}

}  // namespace es::app
