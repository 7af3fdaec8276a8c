#include "app/panels/directions/dot_panel.h"

#include <algorithm>

#include "app/panels/directions/number_line.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kListedRows = 5;  // the others by scrolling: the panel below stays in sight

struct DotState {
  std::string formula, words;          // being typed
  std::string seenFormula, seenWords;  // what the document said last
};

void ask(PanelContext& context) {
  const DotState& state = context.memory<DotState>();
  try {
    if (state.formula.empty()) throw Error("type a direction: cats - cat");
    DotCommand command{math::parseExpression(state.formula), {}, {}};
    for (const std::vector<std::string>& words : wordGroupsOfText(state.words)) {
      command.words.insert(command.words.end(), words.begin(), words.end());
      command.groupSizes.push_back(words.size());
    }
    if (command.words.empty()) throw Error("type the words to measure: cat cats dog dogs");
    if (command.groupSizes.size() == 1) command.groupSizes.clear();
    context.ask(std::move(command), Asker::Dot);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Dot);
  }
}

void drawExample(PanelContext& context) {
  wrapped("How far does each word point along a direction? The dot products show here on a number line.",
          context.colors.textDim);
  if (!ImGui::Button("plural direction")) return;
  context.memory<DotState>().formula = "cats - cat";
  context.memory<DotState>().words = "student dog mouse puppy ; students dogs mice puppies";
  ask(context);
}

void drawBoxes(PanelContext& context) {
  DotState& state = context.memory<DotState>();
  const float buttonWidth = textWidth("measure") + 2 * ImGui::GetStyle().FramePadding.x;
  const float width = ImGui::GetContentRegionAvail().x - buttonWidth - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents formula = wordBox(context, "##direction", state.formula, "cats - cat", false);
  tooltip("The direction: a word or a formula. A difference says what one word has beyond the other.");
  const TextBoxEvents words =
      wordBox(context, "##words", state.words, "cat cats dog dogs one nine", true, width);
  tooltip(
      "The words to measure along it. Tab completes. A semicolon begins another group: dog cat ; dogs cats");
  if (formula.edited || words.edited) context.textChanged(Asker::Dot);
  ImGui::SameLine();
  const bool pressed = ImGui::Button("measure");
  if (pressed || formula.entered || words.entered) ask(context);
  drawAskerError(context, Asker::Dot);
}

void drawColumn(const std::string& label, float endPx, const Color& color) {
  ImGui::SameLine(endPx - textWidth(label));
  text(label, color);
}

int groupCount(const DotAnswer& answer) {
  int count = 1;
  for (const DotItem& item : answer.items) count = std::max(count, item.group + 1);
  return count;
}

NumberLine numberLineOf(const DocumentState& document) {
  NumberLine line;
  line.groups = groupCount(*document.dots);
  for (const DotItem& item : document.dots->items)
    line.marks.push_back({elided(base::displayText(item.word), 8 * em()), item.dot, item.group});
  if (document.dotsBefore)
    for (const DotItem& item : document.dotsBefore->items) line.ghosts.push_back(item.dot);
  return line;
}

/// A line for each group: its mark, its words and its mean.
void drawGroups(PanelContext& context, const NumberLine& line) {
  for (int group = 0; group < line.groups; ++group) {
    std::string words;
    for (const DotItem& item : context.document().dots->items)
      if (item.group == group) words += (words.empty() ? "" : " ") + base::displayText(item.word);
    drawGroupMark(group, context.colors);
    const std::string mean = "mean " + scoreText(groupMean(line.marks, group));
    const float room = ImGui::GetContentRegionAvail().x, end = ImGui::GetCursorPosX() + room;
    text(elided(words, room - textWidth(mean) - em()), groupColor(group, context.colors));
    tooltip(words);
    drawColumn(mean, end, context.colors.text);
  }
}

/// What the hollow dots are.
void drawBefore(PanelContext& context, const DotAnswer& before) {
  drawGhostMark(context.colors);
  std::string said = "before: " + base::displayText(math::formatExpression(before.expression)) + " :";
  for (const DotItem& item : before.items) said += " " + base::displayText(item.word);
  text(elided(said, ImGui::GetContentRegionAvail().x), context.colors.textDim);
  tooltip(said);
}

void drawItems(PanelContext& context, const DotAnswer& answer) {
  std::vector<const DotItem*> sorted;
  for (const DotItem& item : answer.items) sorted.push_back(&item);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const DotItem* a, const DotItem* b) { return a->dot > b->dot; });
  const bool grouped = groupCount(answer) > 1;
  const float scrollbar = sorted.size() > kListedRows ? ImGui::GetStyle().ScrollbarSize : 0;
  const float width = ImGui::GetContentRegionAvail().x - scrollbar;
  const float dotEnd = 0.62F * width, cosineEnd = 0.82F * width;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0.15F * em()));
  text("word", context.colors.textDim);
  drawColumn("dot", dotEnd, context.colors.textDim);
  tooltip(
      "The sum of the products of the two vectors' numbers: positive along the direction, negative against "
      "it.");
  drawColumn("cosine", cosineEnd, context.colors.textDim);
  tooltip("The dot product of the directions alone, whatever the lengths: from -1 to 1.");
  drawColumn("angle", width, context.colors.textDim);
  const auto rows = static_cast<float>(std::min(sorted.size(), kListedRows));
  compat::beginChild("items", {0, rows * ImGui::GetTextLineHeightWithSpacing() - 0.15F * em()});
  for (const DotItem* item : sorted) {
    const Color& signColor = item->dot >= 0 ? context.colors.first : context.colors.second;
    const Color& color = grouped ? context.colors.text : signColor;
    if (grouped) drawGroupMark(item->group, context.colors);
    const std::string dot = scoreText(item->dot);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    text(elided(base::displayText(item->word), dotEnd - ImGui::GetCursorPosX() - textWidth(dot) - em()),
         context.colors.text);
    drawColumn(dot, dotEnd, color);
    drawColumn(scoreText(item->cosine), cosineEnd, context.colors.text);
    drawColumn(scoreText(item->angleDegrees, 0) + "°", width, context.colors.text);
    const ImVec2 end{at.x + width, at.y + ImGui::GetTextLineHeight()};
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end)) context.out.hoveredRow = item->row;
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace

void followDots(PanelContext& context) {
  std::string formula, words;
  if (const auto& dots = context.document().dots) {
    int group = 0;
    for (const DotItem& item : dots->items) {
      if (item.group != group) words += " ;";
      group = item.group;
      words += (words.empty() ? "" : " ") + textOfWords(std::span(&item.word, 1));
    }
    formula = math::formatExpression(dots->expression);
  }
  DotState& state = context.memory<DotState>();
  followText(state.formula, state.seenFormula, std::move(formula));
  followText(state.words, state.seenWords, std::move(words));
}

void drawDotPanel(PanelContext& context) {
  if (!context.table()) {
    wrapped("Open a table of words to measure words along a direction.", context.colors.textDim);
    return;
  }
  drawBoxes(context);
  const auto& answer = context.document().dots;
  if (!answer || answer->items.empty()) {
    drawExample(context);
    return;
  }
  const NumberLine line = numberLineOf(context.document());
  drawNumberLine(line, context.colors);
  if (line.groups > 1) drawGroups(context, line);
  if (context.document().dotsBefore) drawBefore(context, *context.document().dotsBefore);
  drawItems(context, *answer);
}

}  // namespace es::app
