#include "app/panels/directions/dot_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/formula_title.h"
#include "app/panels/directions/number_line.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/table_blocks.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kListedRows = 6;  // that the number line leaves room for; the others by scrolling

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

constexpr const char* kPluralDirection = "cats - cat";
constexpr const char* kNouns = "student dog mouse puppy ; students dogs mice puppies";

void measure(PanelContext& context, const char* formula, const char* words) {
  context.memory<DotState>().formula = formula;
  context.memory<DotState>().words = words;
  ask(context);
}

void drawExample(PanelContext& context) {
  wrapped(
      "How far does each word point along a direction? A direction is a difference of words: cats - cat is "
      "what "
      "cats has beyond cat. Each word's dot product with it shows here on a number line.",
      context.colors.textDim);
  if (textButton("plural direction")) measure(context, kPluralDirection, kNouns);
  ImGui::SameLine();
  if (textButton("woman − man"))
    measure(context, "woman - man", "father uncle brother son ; mother aunt sister daughter");
  ImGui::SameLine();
  if (textButton("one to nine along cats − cat"))
    measure(context, "cats - cat", "one two three four five six seven eight nine");
}

/// Two boxes in one line where there is room: the direction, and the words along it.
void drawBoxes(PanelContext& context) {
  DotState& state = context.memory<DotState>();
  const ImGuiStyle& style = ImGui::GetStyle();
  const float room = ImGui::GetContentRegionAvail().x;
  const float buttonWidth = textWidth("measure") + 2 * style.FramePadding.x;
  const bool wide = room > 26 * em();
  const float formulaPx = wide ? std::round(0.28F * room) : 0;
  const TextBoxEvents formula =
      wordBox(context, "##direction", state.formula, "cats - cat", false, formulaPx);
  tooltip("The direction: a word or a formula. A difference says what one word has beyond the other.");
  if (wide) ImGui::SameLine();
  const float width = ImGui::GetContentRegionAvail().x - buttonWidth - style.ItemSpacing.x;
  const TextBoxEvents words =
      wordBox(context, "##words", state.words, "cat cats dog dogs one nine", true, width);
  tooltip(
      "The words to measure along it. Tab completes. A semicolon begins another group: dog cat ; dogs cats");
  if (formula.edited || words.edited) context.textChanged(Asker::Dot);
  ImGui::SameLine();
  const bool pressed = textButton("measure");
  if (pressed || formula.entered || words.entered) ask(context);
  drawAskerError(context, Asker::Dot);
}

int groupCount(const DotAnswer& answer) {
  int count = 1;
  for (const DotItem& item : answer.items) count = std::max(count, item.group + 1);
  return count;
}

/// The item of the word that the pointer is on in the scene.
std::optional<std::size_t> litItem(const PanelContext& context) {
  if (!context.in.hovered) return std::nullopt;
  const auto& items = context.document().dots->items;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].row == context.in.hovered->row) return i;
  return std::nullopt;
}

/// Of a difference of two words its words: what lies along it, and against it.
std::array<std::string, 2> endsOf(const math::Expression& expression) {
  const auto& terms = expression.terms;
  if (terms.size() != 2 || terms[0].factor != 1 || terms[1].factor != -1) return NumberLine{}.ends;
  return {base::displayText(terms[1].word), base::displayText(terms[0].word)};
}

NumberLine numberLineOf(const PanelContext& context) {
  const DocumentState& document = context.document();
  NumberLine line;
  line.groups = groupCount(*document.dots);
  line.lit = litItem(context);
  line.ends = endsOf(document.dots->expression);
  for (const DotItem& item : document.dots->items)
    line.marks.push_back({elided(base::displayText(item.word), 10 * em()), item.dot, item.group});
  if (document.dotsBefore)
    for (const DotItem& item : document.dotsBefore->items) line.ghosts.push_back(item.dot);
  return line;
}

std::string wordsOfGroup(const DotAnswer& answer, int group) {
  std::string words;
  for (const DotItem& item : answer.items)
    if (item.group == group) words += (words.empty() ? "" : " ") + base::displayText(item.word);
  return words;
}

/// The groups below one another: each one's mark, words and mean. Not beside one another: they would look
/// like the heads of the table's blocks, which are sorted by dot product.
void drawGroups(PanelContext& context, const NumberLine& line) {
  const float room = ImGui::GetContentRegionAvail().x;
  for (int group = 0; group < line.groups; ++group) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const double value = groupMean(line.marks, group);
    const std::string mean = "mean " + base::shownSignedText(value),
                      words = wordsOfGroup(*context.document().dots, group);
    const std::string shown = elided(words, room - textWidth(mean) - 3.2F * em());
    drawGroupMarkAt(at.x + 0.45F * em(), at.y + 0.5F * ImGui::GetTextLineHeight(), group,
                    groupColor(group, context.colors));
    textAt({at.x + 1.2F * em(), at.y}, shown, context.colors.text);
    textAt({at.x + 2.2F * em() + textWidth(shown), at.y}, mean, colorOfSign(value, context.colors));
    ImGui::Dummy({room, ImGui::GetTextLineHeight()});
    tooltip(words);
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

/// A table in blocks beside one another: each has so wide a line with the ends of its numbers in it.
struct Blocks {
  std::size_t count = 1, rows = 0;
  float widthPx = 0, pitchPx = 0, dotEnd = 0, cosineEnd = 0, angleEnd = 0;
};

Blocks blocksOf(std::size_t items) {
  const float room = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
  Blocks blocks;
  blocks.count = tableBlocks(room, 17 * em(), items);
  blocks.rows = (items + blocks.count - 1) / blocks.count;
  blocks.widthPx = room / static_cast<float>(blocks.count);
  blocks.pitchPx = ImGui::GetTextLineHeight() + 0.2F * em();
  blocks.angleEnd = blocks.widthPx - 1.2F * em();
  blocks.cosineEnd = blocks.angleEnd - 3.2F * em();
  blocks.dotEnd = blocks.cosineEnd - 4.2F * em();
  return blocks;
}

void endText(ImVec2 at, float end, const std::string& words, const Color& ink) {
  textAt({at.x + end - textWidth(words), at.y}, words, ink);
}

void drawHeads(PanelContext& context, const Blocks& blocks) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const auto head = [&](ImVec2 at, float end, const char* label, std::string_view tip) {
    ImGui::SetCursorScreenPos({at.x + end - textWidth(label), at.y});
    ImGui::PushID(label);
    term(label, tip, context.colors.textDim);
    ImGui::PopID();
  };
  for (std::size_t block = 0; block < blocks.count; ++block) {
    const ImVec2 at{from.x + blocks.widthPx * static_cast<float>(block), from.y};
    head(at, blocks.dotEnd, "dot", kDotTip);
    head(at, blocks.cosineEnd, "cosine", kCosineTip);
    head(at, blocks.angleEnd, "angle",
         "The angle between the word's vector and the direction, in all dimensions.");
  }
  ImGui::SetCursorScreenPos({from.x, from.y + blocks.pitchPx});
}

void drawItem(PanelContext& context, const DotItem& item, const Blocks& blocks, ImVec2 at) {
  const bool lit = context.in.hovered && context.in.hovered->row == item.row;
  const ImVec2 end{at.x + blocks.angleEnd, at.y + blocks.pitchPx};
  const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end);
  if (over) context.out.hoveredRow = item.row;
  if (over || lit)
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, ImGui::GetColorU32(ImGuiCol_HeaderHovered), 3);
  const std::string dot = base::shownSignedText(item.dot);
  const Color& ink = colorOfSign(item.dot, context.colors);
  const float left = 1.3F * em();
  const bool grouped = groupCount(*context.document().dots) > 1;
  drawGroupMarkAt(at.x + 0.6F * em(), at.y + blocks.pitchPx / 2, item.group,
                  grouped ? groupColor(item.group, context.colors) : ink);
  textAt({at.x + left, at.y},
         elided(base::displayText(item.word), blocks.dotEnd - left - textWidth(dot) - 0.6F * em()),
         context.colors.text);
  endText(at, blocks.dotEnd, dot, ink);
  endText(at, blocks.cosineEnd, base::shownText(item.cosine), context.colors.text);
  endText(at, blocks.angleEnd, base::shownText(item.angleDegrees, 0) + "°", context.colors.textDim);
}

std::vector<const DotItem*> sortedItems(const DotAnswer& answer) {
  std::vector<const DotItem*> sorted;
  for (const DotItem& item : answer.items) sorted.push_back(&item);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const DotItem* a, const DotItem* b) { return a->dot > b->dot; });
  return sorted;
}

void drawItems(PanelContext& context, const DotAnswer& answer, const Blocks& blocks) {
  drawHeads(context, blocks);
  const float whole = std::floor(ImGui::GetContentRegionAvail().y / blocks.pitchPx) * blocks.pitchPx;
  compat::beginChild("items", {0, std::max(2 * blocks.pitchPx, whole)});  // no row is cut
  const std::vector<const DotItem*> sorted = sortedItems(answer);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    drawItem(context, *sorted[i], blocks,
             {from.x + blocks.widthPx * static_cast<float>(i / blocks.rows),
              from.y + blocks.pitchPx * static_cast<float>(i % blocks.rows)});
  }
  ImGui::Dummy({1, blocks.pitchPx * static_cast<float>(blocks.rows)});
  ImGui::EndChild();
}

/// The line with as much height as the lines below it leave, the table's head and a few rows among them.
void drawAnswer(PanelContext& context, const DotAnswer& answer) {
  NumberLine line = numberLineOf(context);
  const Blocks blocks = blocksOf(answer.items.size());
  const float row = ImGui::GetTextLineHeightWithSpacing(), room = ImGui::GetContentRegionAvail().y;
  const float groups = line.groups > 1 ? row * static_cast<float>(line.groups) : 0;
  const float before = context.document().dotsBefore ? row : 0;
  const float table =
      blocks.pitchPx * static_cast<float>(1 + std::min(blocks.rows, kListedRows)) + 0.5F * em();
  const float least = std::min(room, leastNumberLineHeight(line));  // the line comes first
  const auto hovered =
      drawNumberLine(line, context.colors, std::max({0.5F * room, room - groups - before - table, least}));
  if (hovered) context.out.hoveredRow = answer.items[*hovered].row;
  if (line.groups > 1) drawGroups(context, line);
  if (context.document().dotsBefore) drawBefore(context, *context.document().dotsBefore);
  if (ImGui::GetContentRegionAvail().y > 2.5F * blocks.pitchPx) drawItems(context, answer, blocks);
}

/// A lesson's: the line alone.
void drawOnStage(PanelContext& context, const DotAnswer& answer) {
  {
    const LargeLetters letters(stageTimes(1.3F));
    text("dot product with " + formulaTitle(answer.expression), context.colors.difference);
  }
  const LargeLetters letters(stageTimes(1.1F));
  const auto hovered =
      drawNumberLine(numberLineOf(context), context.colors, ImGui::GetContentRegionAvail().y - 0.2F * em());
  if (hovered) context.out.hoveredRow = answer.items[*hovered].row;
}

}  // namespace

void measureFirst(PanelContext& context) {
  const model::Vocabulary* words = context.vocabulary();
  if (!words || context.document().dots || context.busy()) return;
  const auto known = [&](const std::string& word) { return words->find(word).has_value(); };
  for (const std::vector<std::string>& group : wordGroupsOfText(kNouns))
    if (!std::all_of(group.begin(), group.end(), known)) return;
  if (known("cats") && known("cat")) measure(context, kPluralDirection, kNouns);
}

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
  const auto& answer = context.document().dots;
  if (context.onStage() && answer && !answer->items.empty()) return drawOnStage(context, *answer);
  drawBoxes(context);
  if (!answer || answer->items.empty()) {
    drawExample(context);
    return;
  }
  drawAnswer(context, *answer);
}

}  // namespace es::app
