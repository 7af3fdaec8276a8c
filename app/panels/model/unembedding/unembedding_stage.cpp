#include "app/panels/model/unembedding/unembedding_stage.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/look/token_words.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/signed_colors.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kLarge = 1.3F;  // of the stage's letters

/// Where a line has its parts, px from its left.
struct Line {
  float width = 0, stripAt = 0, stripPx = 0, scoreEnd = 0;
  ProbabilityColumns bars;  // its label is all that stands before the bar
  float rowPx = 0;
};

Line layLine(const UnembedAnswer& answer, float roomPx) {
  Line line;
  line.width = ImGui::GetContentRegionAvail().x;
  float label = textWidth("last vector"), value = textWidth("0.34 %");
  for (const UnembedItem& item : answer.ranked) {
    label = std::max(label, textWidth(tokenWords(item.text)));
    value = std::max(value, textWidth(base::percentText(item.probability)));
  }
  line.stripAt = std::min(label, 0.25F * line.width) + 1.3F * em();
  line.stripPx = 0.24F * line.width;
  line.scoreEnd = line.stripAt + line.stripPx + textWidth(" = −00.00") + 0.3F * em();
  line.bars.width = line.width;
  line.bars.barAt = line.scoreEnd + em();
  line.bars.barPx = std::max(em(), line.width - line.bars.barAt - value - 0.5F * em());
  line.rowPx = std::clamp(roomPx / static_cast<float>(answer.ranked.size()), 1.15F * em(), 1.7F * em());
  return line;
}

void drawStrip(const PanelContext& context, const Line& line, ImVec2 at, std::span<const float> numbers,
               double range) {
  CellRow row;
  row.at = {at.x + line.stripAt, at.y + 0.12F * line.rowPx};
  row.cellPx = {line.stripPx / static_cast<float>(numbers.size()), 0.76F * line.rowPx};
  row.upright = false;
  drawCells(row, numbers, SignedColors(context.in.view.theme, range));
}

void drawRow(const PanelContext& context, const Line& line, const UnembedAnswer& answer, std::size_t i,
             const UnembeddedRows& rows) {
  const UnembedItem& item = answer.ranked[i];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Palette& colors = context.colors;
  const float y = at.y + (line.rowPx - ImGui::GetTextLineHeight()) / 2;
  textAt({at.x, y}, elided(tokenWords(item.text), line.stripAt - 1.3F * em()), colors.text);
  textAt({at.x + line.stripAt - em(), y}, "×", colors.text);
  const auto row = rows.rows.row(static_cast<math::Index>(i));
  drawStrip(context, line, at, {row.data(), static_cast<std::size_t>(row.size())}, rows.rowRange);
  textAt({at.x + line.stripAt + line.stripPx + 0.3F * em(), y}, "=", colors.text);
  const std::string score = base::shownText(item.logit, 2);
  textAt({at.x + line.scoreEnd - textWidth(score), y}, score, colors.difference);
  const double largest = answer.ranked.front().probability;
  drawProbability(context, item.probability, largest, line.bars, at, line.rowPx);
  ImGui::Dummy({line.width, line.rowPx});
  tokenTip(context, item.id);
}

void drawHead(const PanelContext& context, const Line& line, const UnembedAnswer& answer, double range) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Palette& colors = context.colors;
  const float y = at.y + (line.rowPx - ImGui::GetTextLineHeight()) / 2;
  textAt({at.x, y}, "last vector", colors.result);
  drawStrip(context, line, at, answer.vector, range);
  textAt({at.x + line.scoreEnd - textWidth("score"), y}, "score", colors.difference);
  const std::string chance = "probability";
  textAt({at.x + line.bars.barAt, y}, chance, colors.textDim);
  ImGui::Dummy({line.width, line.rowPx});
  const float under = ImGui::GetCursorScreenPos().y;
  ImGui::GetWindowDrawList()->AddLine({at.x, under}, {at.x + line.width, under}, toU32(colors.panelBorder),
                                      1);
  ImGui::Dummy({1, 0.2F * em()});
}

}  // namespace

void drawUnembeddingStage(PanelContext& context, const UnembedAnswer& answer, const UnembeddedRows& rows) {
  const LargeLetters letters(stageTimes(kLarge));
  const float top = ImGui::GetCursorPosY(), height = ImGui::GetContentRegionAvail().y;
  wrapped("“" + base::displayText(answer.text) + "”", context.colors.text);
  ImGui::Dummy({1, 0.3F * em()});
  const float room = height - (ImGui::GetCursorPosY() - top) - 2 * em();
  const Line line = layLine(answer, room - 1.7F * em());
  const auto fits = static_cast<std::size_t>(std::max(1.0F, std::floor((room - line.rowPx) / line.rowPx)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  drawHead(context, line, answer, rows.vectorRange);
  const std::size_t shown = std::min(fits, answer.ranked.size());
  for (std::size_t i = 0; i < shown; ++i) drawRow(context, line, answer, i, rows);
  const auto others = answer.vocabulary - static_cast<int>(shown);
  if (others > 0)
    text("and a row for each of " + base::groupedText(others) + " other tokens", context.colors.textDim);
  ImGui::PopStyleVar();
}

}  // namespace es::app
