#include "app/panels/words/word_details.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/document/columns/point_label.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/word_menu.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "math/linear/similarity.h"
#include "math/linear/slice.h"

namespace es::app {

namespace {

struct PointerCard {
  float heightPx = 0;
};

constexpr std::size_t kMostTextCharacters = 1'000;  // of a document; more would fill the window
constexpr double kNear = 0.5, kFar = 0.25;          // cosines: angles of 60 and 75 degrees

/// Whole, in as many lines as it takes, or on one, with the rest in a tip.
enum class TextRoom { Whole, OneLine };

void drawText(const std::string& utf8, TextRoom room, const Color& color) {
  if (room == TextRoom::Whole) return wrapped(utf8, color);
  const std::string line = elided(utf8, ImGui::GetContentRegionAvail().x - 1.5F * em());
  text(line, color);
  if (line != utf8) tooltip(utf8);
}

/// The columns that the picture goes by: its labels and its colours.
std::vector<const model::Column*> columnsInUse(const DocumentState& document) {
  std::vector<std::string> names;
  if (!document.labelColumn.empty()) names.push_back(document.labelColumn);
  if (document.color.kind == ColorKind::Column && document.color.column != document.labelColumn)
    names.push_back(document.color.column);
  std::vector<const model::Column*> columns;
  for (const std::string& name : names)
    if (const model::Column* const column = model::findColumn(*document.space->table, name))
      columns.push_back(column);
  return columns;
}

void drawColumns(math::Index row, TextRoom room, const PanelContext& context) {
  for (const model::Column* column : columnsInUse(context.document())) {
    const std::string value = column->text(static_cast<std::size_t>(row));
    const std::string said = value.empty() ? "no value" : beginningOf(value, kMostTextCharacters);
    drawText(base::displayText(column->name + ": " + said), room, context.colors.text);
  }
}

void drawNumbers(const HoveredWord& word, TextRoom room, PanelContext& context) {
  drawText(base::displayText(beginningOf(word.word, kMostTextCharacters)), room, context.colors.text);
  drawColumns(word.row, room, context);
  std::string line = "length " + base::shownText(word.length);
  if (word.score)
    line +=
        ", " + std::string(math::metricName(context.document().metric)) + " " + base::shownText(*word.score);
  text(line, context.colors.textDim);
  const int percent = static_cast<int>(std::lround(100 * word.shownShare));
  text(fmt::format("the view shows {} % of its length", percent), context.colors.textDim);
  if (!word.lookalike) return;
  const bool lies = word.lookalike->cosine < kFar;
  wrapped(lookText(*word.lookalike), lies ? context.colors.text : context.colors.textDim);
  tooltip(
      "Words far apart in the space may fall on one spot of the slice, as two stars far apart may on the "
      "sky.");
}

HoveredWord selectedWord(const DocumentState& document, math::Index row) {
  const model::EmbeddingTable& table = *document.space->table;
  const math::Vector vector = table.vector(row);
  return {row,
          table.vocabulary().word(row),
          math::length(vector),
          math::shownShareOfDifference(document.sliced->slice, vector),
          {},
          {}};
}

bool hasSelection(const PanelContext& context) {
  const auto& selected = context.document().selected;
  return context.table() && selected && *selected < context.table()->size();
}

}  // namespace

std::string lookText(const Lookalike& other) {
  const std::string looks = "looks near " + base::displayText(other.word);
  const std::string space = fmt::format("in all {} dimensions", other.dims);
  const std::string cosine = ": cosine " + base::shownText(other.cosine, 2);
  if (other.cosine >= kNear) return looks + ", and is, " + space + cosine;
  return looks + "; " + space + (other.cosine < kFar ? " it is not" : " only somewhat") + cosine;
}

PanelBox besidePointer(const PanelBox& scene, ImVec2 pointer, const PointerCardSize& card,
                       const std::optional<RectPx>& label) {
  const float right = scene.right(), bottom = scene.bottom();
  const bool left = pointer.x + card.awayPx + card.widthPx > right;
  const bool above = pointer.y > scene.y + 0.7F * scene.height;
  const auto placed = [&](bool toLeft, bool upward) {
    return PanelBox{toLeft ? pointer.x - card.awayPx - card.widthPx : pointer.x + card.awayPx,
                    upward ? pointer.y - card.awayPx - card.heightPx : pointer.y + card.awayPx, card.widthPx,
                    card.heightPx};
  };
  const auto usable = [&](const PanelBox& box) {
    const bool inside =
        box.x >= scene.x && box.y >= scene.y && box.right() <= right && box.bottom() <= bottom;
    return inside && !(label && box.overlaps(*label));
  };
  PanelBox first = placed(left, above);
  for (const PanelBox& box : {first, placed(left, !above), placed(!left, above), placed(!left, !above)})
    if (usable(box)) return box;
  if (label) first.y = above ? label->y - card.heightPx - 2 : label->y + label->height + 2;
  return first;
}

namespace {

/// `draw` in a card beside the pointer, as high as what it draws: known from the last time.
template <class Draw>
void drawBesidePointer(PanelContext& context, const PanelBox& scene, const std::optional<RectPx>& label,
                       Draw draw) {
  float& height = context.memory<PointerCard>().heightPx;
  const PanelBox box = besidePointer(scene, ImGui::GetIO().MousePos, {17 * em(), height, 1.1F * em()}, label);
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.5F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::Begin("##hover", nullptr, panelFlags() | ImGuiWindowFlags_NoInputs);
  if (ImGui::IsWindowAppearing()) compat::bringToFront();
  draw();
  height = ImGui::GetWindowHeight();
  ImGui::End();
  ImGui::PopStyleVar(2);
}

bool pointsInto(const PanelBox& scene) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  return !ImGui::GetIO().WantCaptureMouse && scene.contains(at.x, at.y);
}

}  // namespace

void drawHoverCard(PanelContext& context, const PanelBox& scene) {
  const auto& hovered = context.in.hovered;
  if (!hovered || !pointsInto(scene)) return;
  if (hasSelection(context) && *context.document().selected == hovered->row) return;  // it has its card
  drawBesidePointer(context, scene, context.in.hoveredLabel,
                    [&] { drawNumbers(*hovered, TextRoom::Whole, context); });
}

void drawTopicCard(PanelContext& context, const PanelBox& scene) {
  const auto& topic = context.in.hoveredTopic;
  if (!topic || context.in.hovered || !pointsInto(scene)) return;
  drawBesidePointer(context, scene, {}, [&] {
    text(fmt::format("a topic of {} words", base::groupedText(topic->rows)), context.colors.text);
    std::string words;
    for (const std::string& word : topic->words)
      words += (words.empty() ? "" : ", ") + base::displayText(word);
    wrapped(words, context.colors.textDim);
  });
}

std::optional<float> selectedCardHeight(const PanelContext& context) {
  if (!hasSelection(context)) return std::nullopt;
  const std::size_t lines = 3 + columnsInUse(context.document()).size();
  return std::ceil(static_cast<float>(lines) * ImGui::GetTextLineHeightWithSpacing() +
                   ImGui::GetFrameHeight() + 1.4F * em());
}

void drawSelectedCard(PanelContext& context, const PanelBox& box) {
  if (box.height <= 0 || !hasSelection(context)) return;
  beginCard("##selected", box);
  const HoveredWord word = selectedWord(context.document(), *context.document().selected);
  const ImVec2 top = ImGui::GetCursorPos();
  ImGui::SetCursorPos({top.x + ImGui::GetContentRegionAvail().x - em(), top.y});
  if (closeButton("deselect", "Let the word go.")) context.issue(SelectCommand{});
  ImGui::SetCursorPos(top);
  drawNumbers(word, TextRoom::OneLine, context);
  if (flatButton("neighbours", context.colors.accent, "The words nearest to it."))
    context.ask(NeighborsCommand{{{{1, word.word}}}, {}, {}, false}, Asker::Search);
  const bool asked = context.document().neighbors != nullptr;
  ImGui::SameLine(0, 0.2F * em());
  if (flatButton("+ add", context.colors.textDim, "Add it to the question.", asked))
    context.ask(questionWith(context.document(), word.word, 1), Asker::Search);
  ImGui::SameLine(0, 0.2F * em());
  if (flatButton("− take off", context.colors.textDim, "Take it off the question.", asked))
    context.ask(questionWith(context.document(), word.word, -1), Asker::Search);
  endCard();
}

}  // namespace es::app
