#include "app/panels/words/answers_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

void ask(PanelContext& context, const std::string& formula) {
  context.ask(NeighborsCommand{math::parseExpression(formula), {}, {}, false}, Asker::Search);
}

bool hasWords(const PanelContext& context, const std::string& formula) {
  for (const math::Term& term : math::parseExpression(formula).terms)
    if (!context.vocabulary()->find(term.word)) return false;
  return true;
}

void drawExamples(PanelContext& context) {
  wrapped(
      "Ask what lies near a word or near the result of a formula. The nearest words show here and light up "
      "in the "
      "picture.",
      context.colors.textDim);
  ImGui::Spacing();
  for (const char* formula : {"tower", "king - man + woman", "paris - france + italy"}) {
    if (!hasWords(context, formula)) continue;
    if (ImGui::Button(formula)) ask(context, formula);
  }
}

const char* metricLine(math::Metric metric) {
  switch (metric) {
    case math::Metric::Euclidean:
      return "distance: shorter is nearer";
    case math::Metric::Dot:
      return "dot product: larger is nearer";
    default:
      return "cosine: larger is nearer";
  }
}

// What a full bar stands for.
double fullScore(const NeighborsAnswer& answer) {
  if (answer.metric == math::Metric::Cosine) return 1;
  double largest = 0;
  for (const Neighbor& neighbor : answer.ranked)
    largest = std::max(largest, std::abs(double{neighbor.score}));
  return largest > 0 ? largest : 1;
}

void drawHead(PanelContext& context, const NeighborsAnswer& answer) {
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string formula = base::displayText(math::formatExpression(answer.expression));
  const float toolsWidth = 5.2F * em();
  const float left = ImGui::GetCursorStartPos().x;
  ImGui::AlignTextToFramePadding();
  text(elided("nearest to " + formula, width - toolsWidth), context.colors.text);
  ImGui::SameLine(left + width - toolsWidth);
  if (flatButton("copy", context.colors.textDim, "Copy the answers: paste them into a text or a table."))
    context.issue(CopyCommand{ExportKind::Neighbors});
  ImGui::SameLine(0, 0.1F * em());
  context.out.saveAnswers = flatButton("save", context.colors.textDim,
                                       "Save the answers as a table (.csv) beside the pictures of F12.");
  ImGui::AlignTextToFramePadding();
  constexpr std::array<std::string_view, 3> kLabels{"10", "25", "100"};
  constexpr std::array kCounts{10, 25, 100};
  const float choiceWidth = 5.6F * em();
  const float room = width - choiceWidth - ImGui::GetStyle().ItemSpacing.x;
  text(elided(metricLine(answer.metric), room), context.colors.textDim);
  tooltip(metricLine(answer.metric));
  ImGui::SameLine(ImGui::GetCursorStartPos().x + width - choiceWidth);
  const auto at =
      std::find(kCounts.begin(), kCounts.end(), context.document().neighborCount) - kCounts.begin();
  const auto clicked = segmented("count", kLabels, static_cast<int>(at), choiceWidth);
  tooltip("How many answers.");
  if (clicked) {
    context.ask(
        NeighborsCommand{
            answer.expression, kCounts[static_cast<std::size_t>(*clicked)], {}, answer.keepInputs},
        Asker::Search);
  }
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
  row.barAt = row.width - std::max(3.4F * em(), 0.24F * row.width);
  row.scoreEnd = row.barAt - 0.5F * em();
  return row;
}

void drawRowText(const PanelContext& context, const Neighbor& neighbor, int rank, const RowLayout& row,
                 ImVec2 at) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const Color& color = neighbor.isInput ? context.colors.textDim : context.colors.text;
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

void drawRow(PanelContext& context, const Neighbor& neighbor, int rank, const RowLayout& row, double full) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton("row", {row.width, row.height}))
    context.ask(NeighborsCommand{{{{1, neighbor.word}}}, {}, {}, false}, Asker::Search);
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
  bar({at.x + row.barAt, at.y + (row.height - barHeight) / 2}, {row.width - row.barAt, barHeight},
      static_cast<float>(neighbor.score / full), context.colors.neighbor, context.colors.panelBorder);
}

void drawList(PanelContext& context, const NeighborsAnswer& answer) {
  const RowLayout row = rowLayout(answer.ranked.size());
  const double full = fullScore(answer);
  int rank = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (const Neighbor& neighbor : answer.ranked) {
    if (!neighbor.isInput) ++rank;
    ImGui::PushID(static_cast<int>(neighbor.row));
    drawRow(context, neighbor, rank, row, full);
    ImGui::PopID();
  }
  ImGui::PopStyleVar();
}

}  // namespace

void drawAnswersPanel(PanelContext& context, float footPx) {
  const float height = std::max(4 * em(), ImGui::GetContentRegionAvail().y - footPx);
  const auto& answer = context.document().neighbors;
  if (answer) drawHead(context, *answer);
  const float used = answer ? 2 * ImGui::GetFrameHeightWithSpacing() : 0;
  compat::beginChild("answers", {0, std::max(3 * em(), height - used)});
  if (answer) {
    drawList(context, *answer);
  } else if (context.vocabulary()) {
    drawExamples(context);
  }
  ImGui::EndChild();
}

}  // namespace es::app
