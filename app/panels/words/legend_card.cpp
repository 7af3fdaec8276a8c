#include "app/panels/words/legend_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/document/columns/column_legend.h"
#include "app/document/shown_coloring.h"
#include "app/look/cloud_colors.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/filter/condition.h"

namespace es::app {

namespace {

constexpr float kWidestEms = 15, kLeastEms = 9;  // of the card within its edges
constexpr float kSwatchEms = 1.1F, kGapEms = 0.8F, kEndEms = 0.4F, kLineEms = 1.35F, kScaleEms = 0.7F;

/// A line of the legend: a colour, what has it, and how many words.
struct Row {
  Color color;
  std::string name, count;
  bool quiet = false;            // no value of the column's: what is left
  model::Condition condition{};  // that its words meet
};

std::shared_ptr<const Coloring> coloringOf(const PanelContext& context) {
  auto coloring = shownColoring(context.document(), context.in.view);
  return coloring && coloring->column ? coloring : nullptr;
}

bool isScale(const ColumnLegend& legend) {
  return legend.kind != model::ColumnKind::Category;
}

/// Of a column with a value, but for those in the legend.
model::Condition othersOf(const ColumnLegend& legend, const std::string& column) {
  model::Condition others{model::Condition::Kind::And};
  for (const ColumnLegend::Entry& entry : legend.entries)
    others.parts.push_back(model::testOf(column, model::Comparison::NotEqual, entry.name));
  return others;
}

std::vector<Row> rowsOf(const Coloring& coloring, Theme theme) {
  const ColumnLegend& legend = *coloring.column;
  const std::string& column = coloring.spec.column;
  std::vector<Row> rows;
  const std::vector<Color>& colors = isScale(legend) ? scaleColors(theme) : categoryColors(theme);
  for (const ColumnLegend::Entry& entry : legend.entries)
    rows.push_back({colors[rows.size()], base::displayText(entry.name), base::groupedText(entry.rows), false,
                    model::testOf(column, model::Comparison::Equal, entry.name)});
  if (legend.otherRows > 0)
    rows.push_back({colors[kOtherClass],
                    fmt::format("{} other {}", base::groupedText(legend.otherNames),
                                legend.otherNames == 1 ? "value" : "values"),
                    base::groupedText(legend.otherRows), true, othersOf(legend, column)});
  if (legend.missing > 0)
    rows.push_back({colors.back(), "no value", base::groupedText(legend.missing), true,
                    model::testOf(column, model::Comparison::Missing)});
  return rows;
}

/// The ends of a scale; where some words lie beyond one, it says so.
struct Ends {
  std::string least, greatest;
};
Ends endsOf(const ColumnLegend& legend) {
  const auto shownValue = [&](double value) {
    const std::string written = legendValueText(legend, value);
    return legend.kind == model::ColumnKind::Number ? base::shownNumber(written) : written;
  };
  const bool beyond = legend.beyond > 0;
  return {(beyond ? "≤ " : "") + shownValue(legend.least),
          (beyond ? "≥ " : "") + shownValue(legend.greatest)};
}

float lineHeight() {
  return std::round(kLineEms * em());
}

/// The scale, and its ends below it.
float scaleHeight() {
  return std::round((kScaleEms + 0.3F) * em()) + lineHeight();
}

void drawScale(const PanelContext& context, const ColumnLegend& legend) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = std::round(kScaleEms * em());
  const std::vector<Color>& colors = scaleColors(context.in.view.theme);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (int step = 0; step < kScaleSteps; ++step) {
    const float from = std::round(width * static_cast<float>(step) / kScaleSteps),
                to = std::round(width * static_cast<float>(step + 1) / kScaleSteps);
    draw.AddRectFilled({at.x + from, at.y}, {at.x + to, at.y + height},
                       toU32(colors[static_cast<std::size_t>(step)]));
  }
  const Ends ends = endsOf(legend);
  const float y = at.y + std::round((kScaleEms + 0.3F) * em());
  textAt({at.x, y}, ends.least, context.colors.text);
  textAt({at.x + width - textWidth(ends.greatest), y}, ends.greatest, context.colors.text);
  ImGui::Dummy({width, scaleHeight()});
  if (legend.beyond > 0)
    tooltip(
        fmt::format("A few values lie far out: {} of the words are beyond these ends and have their colours.",
                    base::groupedText(legend.beyond)));
}

/// Pressed, its words alone stay in the picture; again, all.
void drawRow(PanelContext& context, const Row& row) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = lineHeight();
  const float y = at.y + std::round((height - ImGui::GetTextLineHeight()) / 2), radius = 0.32F * em();
  const auto& filter = context.document().filter;
  const bool chosen = filter && filter->condition == row.condition;
  if (pressArea("row", {width, height})) context.issue(chosen ? WhereCommand{} : WhereCommand{row.condition});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered() || chosen) {
    const ImGuiCol ground = chosen ? ImGuiCol_Header : ImGuiCol_HeaderHovered;
    draw.AddRectFilled({at.x - 0.2F * em(), at.y}, {at.x + width, at.y + height}, ImGui::GetColorU32(ground),
                       3);
  }
  draw.AddCircleFilled({at.x + 1.2F * radius, at.y + height / 2}, radius, toU32(row.color));
  const float countAt = width - textWidth(row.count) - kEndEms / 2 * em();
  const float room = countAt - (kSwatchEms + kGapEms) * em();
  textAt({at.x + kSwatchEms * em(), y}, elided(row.name, room),
         row.quiet ? context.colors.textDim : context.colors.text);
  textAt({at.x + countAt, y}, row.count, context.colors.textDim);
  const std::string what = chosen ? "Click: all words again." : "Click: these words alone.";
  tooltip(textWidth(row.name) > room ? row.name + "\n" + what : what);
}

}  // namespace

std::optional<std::array<float, 2>> legendCardSize(const PanelContext& context) {
  const auto coloring = coloringOf(context);
  if (!coloring) return std::nullopt;
  const ColumnLegend& legend = *coloring->column;
  float inner = textWidth(base::displayText(coloring->spec.column)) + 1.5F * em();
  const std::vector<Row> rows = rowsOf(*coloring, context.in.view.theme);
  for (const Row& row : rows)
    inner =
        std::max(inner, textWidth(row.name) + textWidth(row.count) + (kSwatchEms + kGapEms + kEndEms) * em());
  if (isScale(legend)) {
    const Ends ends = endsOf(legend);
    inner = std::max(inner, textWidth(ends.least) + textWidth(ends.greatest) + 2 * em());
  }
  const float lines = static_cast<float>(rows.size()) * lineHeight() + (isScale(legend) ? scaleHeight() : 0);
  return std::array{std::ceil(std::clamp(inner, kLeastEms * em(), kWidestEms * em()) + 1.5F * em()),
                    std::ceil(lines + ImGui::GetTextLineHeightWithSpacing() + 1.3F * em())};
}

void drawLegendCard(PanelContext& context, const PanelBox& box) {
  const auto coloring = coloringOf(context);
  if (box.height <= 0 || !coloring) return;
  beginCard("##legend", box);
  const float inner = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
  text(elided(base::displayText(coloring->spec.column), inner - 1.5F * em()), context.colors.text);
  ImGui::SameLine(left + inner - em());
  if (closeButton("uncolor", "Take these colours away.")) {
    ColorCommand none;
    none.spec.kind = ColorKind::None;
    context.issue(none);
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  compat::beginChild("values", {0, 0});
  if (isScale(*coloring->column)) drawScale(context, *coloring->column);
  int id = 0;
  for (const Row& row : rowsOf(*coloring, context.in.view.theme)) {
    ImGui::PushID(id++);
    drawRow(context, row);
    ImGui::PopID();
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  endCard();
}

}  // namespace es::app
