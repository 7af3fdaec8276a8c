#include "app/panels/words/answer_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/nearness.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::array kMetrics{math::Metric::Cosine, math::Metric::Euclidean, math::Metric::Dot};
constexpr float kMostPinned = 4;  // rows; the others by scrolling

/// Beside a page the card is folded, so that the scene is seen, until somebody unfolds it for this question.
struct BesidePage {
  std::shared_ptr<const NeighborsAnswer> unfolded;
};

bool isUnfolded(const PanelContext& context) {
  if (!context.in.view.answers) return false;
  return context.in.view.mode == Mode::Words ||
         context.memory<BesidePage>().unfolded == context.document().neighbors;
}

void fold(PanelContext& context, bool unfolded) {
  if (unfolded != context.in.view.answers && (unfolded || context.in.view.mode == Mode::Words))
    context.set("answers", unfolded);
  context.memory<BesidePage>().unfolded = unfolded ? context.document().neighbors : nullptr;
}

struct RowLayout {
  float width = 0, height = 0, rankEnd = 0, wordAt = 0, scoreEnd = 0, barAt = 0;
};

RowLayout rowLayout(std::size_t count) {
  RowLayout row;
  row.width = ImGui::GetContentRegionAvail().x;
  row.height = ImGui::GetTextLineHeight() + 0.3F * em();
  row.rankEnd = textWidth(count > 99 ? "100" : "00");
  row.wordAt = row.rankEnd + 0.5F * em();
  row.barAt = row.width - std::max(3.4F * em(), 0.26F * row.width);
  row.scoreEnd = row.barAt - 0.5F * em();
  return row;
}

void drawRowText(const PanelContext& context, const Neighbor& neighbor, int rank, const RowLayout& row,
                 ImVec2 at) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool quiet = neighbor.isInput || !isSeen(context.document().filter, neighbor.row);
  const Color& color = quiet ? context.colors.textDim : context.colors.text;
  const float y = at.y + 0.15F * em();
  const auto rightAligned = [&](const std::string& label, float end, const Color& ink) {
    textAt({at.x + end - textWidth(label), y}, label, ink);
  };
  if (!neighbor.isInput) rightAligned(fmt::to_string(rank), row.rankEnd, context.colors.textDim);
  const std::string score = base::shownText(neighbor.score);
  rightAligned(score, row.scoreEnd, color);
  const float room = row.scoreEnd - textWidth(score) - row.wordAt - 0.4F * em();
  const std::string word = elided(base::displayText(neighbor.word), room);
  textAt({at.x + row.wordAt, y}, word, color);
  if (neighbor.isInput) {
    textAt({at.x + row.barAt, y}, "input", color);  // in the bar's place
    const float middle = std::round(y + 0.56F * ImGui::GetTextLineHeight());
    draw.AddLine({at.x + row.wordAt, middle}, {at.x + row.wordAt + textWidth(word), middle}, toU32(color),
                 std::max(1.0F, em() / 15));
  }
}

/// What the numbers beside the words are.
const char* scoreTip(math::Metric metric) {
  if (metric == math::Metric::Euclidean) return "The distance to this word: 0 is the same place.";
  if (metric == math::Metric::Dot)
    return "The dot product with this word: larger for the same direction, and for long vectors.";
  return "The cosine of the angle to this word: 1 is the same direction, 0 a right angle.";
}

/// A row: its number, or the word that the question itself is made of.
void rowTip(const DocumentState& document, const Neighbor& neighbor, const RowLayout& row, ImVec2 at) {
  const NeighborsAnswer& answer = *document.neighbors;
  if (neighbor.isInput)
    return tooltip("A word of the question itself. It is left out of the answers, or it would often win.");
  const float x = ImGui::GetIO().MousePos.x - at.x;
  if (!isSeen(document.filter, neighbor.row) && x < row.scoreEnd - 3.2F * em())
    return tooltip("Hidden in the picture by the condition in force. Answers are always of all words.");
  if (x > row.scoreEnd - 3.2F * em() && x < row.scoreEnd) tooltip(scoreTip(answer.metric));
}

void drawRow(PanelContext& context, const Neighbor& neighbor, int rank, const RowLayout& row, double share) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (pressArea("row", {row.width, row.height}))
    context.ask(NeighborsCommand{{{{1, neighbor.word}}}, {}, {}, false}, Asker::Search);
  rowTip(context.document(), neighbor, row, at);
  const bool lit = context.in.hovered && context.in.hovered->row == neighbor.row;
  if (ImGui::IsItemHovered()) context.out.hoveredRow = neighbor.row;
  if (ImGui::IsItemHovered() || lit) {
    ImGui::GetWindowDrawList()->AddRectFilled({at.x - 0.2F * em(), at.y},
                                              {at.x + row.width, at.y + row.height},
                                              ImGui::GetColorU32(ImGuiCol_HeaderHovered), 3);
  }
  drawRowText(context, neighbor, rank, row, at);
  if (neighbor.isInput) return;
  const float barHeight = 0.5F * em();
  const bool seen = isSeen(context.document().filter, neighbor.row);
  bar({at.x + row.barAt, at.y + (row.height - barHeight) / 2}, {row.width - row.barAt, barHeight},
      static_cast<float>(share), seen ? context.colors.neighbor : context.colors.textDim,
      context.colors.panelBorder);
}

float rowHeight() {
  return ImGui::GetTextLineHeight() + 0.3F * em();
}

std::string titleOf(const NeighborsAnswer& answer) {
  return base::displayText(math::formatExpression(answer.expression));
}

/// Of the title: the fold and the cross stand beside it.
float titleWidth(float innerPx) {
  return innerPx - 3.2F * em();
}

void drawTitle(PanelContext& context, const NeighborsAnswer& answer, bool folds) {
  const float inner = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
  const float top = ImGui::GetCursorPosY();
  const bool unfolded = isUnfolded(context) && !folds;
  const std::string title = titleOf(answer);
  text(unfolded ? brokenAtSpaces(title, titleWidth(inner)) : elided(title, titleWidth(inner)),
       context.colors.text);
  const float bottom = ImGui::GetCursorPosY();
  ImGui::SetCursorPos({left + inner - 2.6F * em(), top - 0.2F * em()});
  if (orderButton("fold", unfolded, unfolded ? "Fold the answers away." : "Show the answers.", true))
    folds ? context.set("next-word", false) : fold(context, !unfolded);  // the card that has its room
  ImGui::SetCursorPos({left + inner - em(), top});
  if (closeButton("clear", "Clear: questions, arrows and the selection go (Ctrl+L)."))
    context.issue(ClearCommand{});
  ImGui::SetCursorPos({left, bottom});
}

void drawMetric(PanelContext& context) {
  constexpr std::array<std::string_view, 3> kNames{"angle", "distance", "dot product"};
  constexpr std::array kTips{
      "Cosine: the smallest angle is nearest, whatever the lengths.",
      "Euclidean: the shortest distance between the tips is nearest. Longer bars are nearer.",
      "The largest dot product is nearest: long vectors win."};
  const auto inForce =
      std::find(kMetrics.begin(), kMetrics.end(), context.document().metric) - kMetrics.begin();
  const auto clicked = segmented("metric", kNames, static_cast<int>(inForce), 0, kTips);
  if (clicked) context.issue(MetricCommand{kMetrics[static_cast<std::size_t>(*clicked)]});
}

void drawList(PanelContext& context, const NeighborsAnswer& answer) {
  const RowLayout row = rowLayout(answer.ranked.size());
  const auto first = std::ranges::find(answer.ranked, false, &Neighbor::isInput);
  const double nearest = first == answer.ranked.end() ? 0 : first->score;
  int rank = 0;
  for (const Neighbor& neighbor : answer.ranked) {
    if (!neighbor.isInput) ++rank;
    ImGui::PushID(static_cast<int>(neighbor.row));
    drawRow(context, neighbor, rank, row, nearnessShare(answer.metric, neighbor.score, nearest));
    ImGui::PopID();
  }
}

void drawTools(PanelContext& context, const NeighborsAnswer& answer) {
  if (flatButton("pin", context.colors.textDim, "Keep this question's arrows in the picture."))
    context.issue(ShowCommand{{answer.expression}});
  ImGui::SameLine(0, 0.1F * em());
  if (flatButton("copy", context.colors.textDim, "Copy the answers: paste them into a text or a table."))
    context.issue(CopyCommand{ExportKind::Neighbors});
  ImGui::SameLine(0, 0.1F * em());
  if (flatButton("save", context.colors.textDim,
                 "Save the answers as a table (.csv) into the folder of pictures."))
    context.out.saveAnswers = true;
  constexpr std::array<std::string_view, 3> kLabels{"10", "25", "100"};
  constexpr std::array kCounts{10, 25, 100};
  const float choiceWidth = 5.4F * em();
  ImGui::SameLine(ImGui::GetContentRegionMax().x - choiceWidth);
  const auto at =
      std::find(kCounts.begin(), kCounts.end(), context.document().neighborCount) - kCounts.begin();
  const auto clicked = segmented("count", kLabels, static_cast<int>(at), choiceWidth);
  tooltip("How many answers.");
  if (!clicked) return;
  context.ask(
      NeighborsCommand{answer.expression, kCounts[static_cast<std::size_t>(*clicked)], {}, answer.keepInputs},
      Asker::Search);
}

void drawPinned(PanelContext& context) {
  const auto& shown = context.document().shown;
  if (shown.empty()) return;
  text("pinned arrows", context.colors.textDim);
  const auto rows = std::min(static_cast<float>(shown.size()), kMostPinned);
  compat::beginChild("pinned", {0, rows * ImGui::GetTextLineHeightWithSpacing()});
  int id = 0;
  for (const math::Expression& expression : shown) {
    ImGui::PushID(id++);
    const float width = ImGui::GetContentRegionAvail().x - 1.6F * em();
    text(elided(base::displayText(math::formatExpression(expression)), width), context.colors.text);
    ImGui::SameLine(width + 0.4F * em());
    if (closeButton("hide", "Take these arrows away.")) context.issue(HideCommand{{expression}});
    ImGui::PopID();
  }
  ImGui::EndChild();
}

float pinnedHeight(const PanelContext& context) {
  const auto count = static_cast<float>(context.document().shown.size());
  return count == 0 ? 0 : (1 + std::min(count, kMostPinned)) * ImGui::GetTextLineHeightWithSpacing();
}

/// The answers in what is left above the tools and the pinned arrows.
void drawAnswers(PanelContext& context, const NeighborsAnswer& answer) {
  drawMetric(context);
  const float foot = ImGui::GetFrameHeightWithSpacing() + pinnedHeight(context);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const float room = std::max(2 * em(), ImGui::GetContentRegionAvail().y - foot);
  compat::beginChild("answers",
                     {0, std::max(1.0F, std::floor(room / rowHeight())) * rowHeight()});  // whole rows
  drawList(context, answer);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  drawTools(context, answer);
}

}  // namespace

std::optional<float> answerCardHeight(const PanelContext& context, float widthPx) {
  const auto& answer = context.document().neighbors;
  const float pinned = pinnedHeight(context);
  if (!answer && pinned == 0) return std::nullopt;
  const float inner = widthPx - 1.5F * em(), padding = 1.2F * em();
  if (!answer) return pinned + padding;
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  if (!isUnfolded(context)) return foldedCardHeight(context);
  const float title = textSize(brokenAtSpaces(titleOf(*answer), titleWidth(inner))).y + spacing;
  const float rows = static_cast<float>(std::min<std::size_t>(answer->ranked.size(), 25)) * rowHeight();
  return std::ceil(title + 2 * ImGui::GetFrameHeightWithSpacing() + rows + pinned + padding + 2);
}

float foldedCardHeight(const PanelContext& context) {
  return context.document().neighbors ? ImGui::GetTextLineHeight() + 1.2F * em() : 0;
}

void drawAnswerCard(PanelContext& context, const PanelBox& box, bool folds) {
  if (box.height <= 0) return;
  beginCard("##answer", box, folds ? ImGuiWindowFlags_NoScrollWithMouse : 0);
  const auto& answer = context.document().neighbors;
  const bool unfolded = isUnfolded(context) && !folds;
  if (answer) drawTitle(context, *answer, folds);
  if (answer && unfolded) drawAnswers(context, *answer);
  if (!answer || unfolded) drawPinned(context);
  endCard();
}

}  // namespace es::app
