#include "app/panels/labs/softmax_table.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

float widest(float least, std::size_t count, const auto& textOf) {
  float width = least;
  for (std::size_t i = 0; i < count; ++i) width = std::max(width, textWidth(textOf(i)));
  return width;
}

std::string scaledText(double scaled) {
  return std::isfinite(scaled) ? base::shownText(scaled, 2) : std::string("too large");
}

std::string shownPower(const SoftmaxColumn& column, std::size_t row) {
  if (!column.powers.empty()) return powerText(column.powers[row]);
  return column.fromLargest[row] > 0 ? "largest" : "–";
}

SoftmaxNeeds needsOf(const SoftmaxView& view, float widthPx) {
  const SoftmaxColumn& column = view.column;
  const auto shares = [](const SoftmaxColumn& of) {
    return widest(3.4F * em(), of.probabilities.size(),
                  [&](std::size_t i) { return base::percentText(of.probabilities[i]); });
  };
  SoftmaxNeeds needs;
  needs.gap = 0.7F * em();
  needs.label = std::min(0.25F * widthPx,
                         widest(2 * em(), view.labels.size(), [&](std::size_t i) { return view.labels[i]; }));
  needs.logit = 0.6F * em() + widest(3.2F * em(), view.logits.size(),
                                     [&](std::size_t i) { return base::shownText(view.logits[i], 2); });
  if (column.temperature != 1 && !column.scaled.empty())
    needs.scaled =
        widest(2 * em(), column.scaled.size(), [&](std::size_t i) { return scaledText(column.scaled[i]); });
  needs.power = std::max(
      textWidth(powerText(column.powerSum)),
      widest(2.4F * em(), column.fromLargest.size(), [&](std::size_t i) { return shownPower(column, i); }));
  needs.share = shares(column);
  if (view.beside) needs.beside = shares(*view.beside);
  return needs;
}

/// A table that is being drawn.
struct Table {
  const SoftmaxView& view;
  const SoftmaxColumns& c;
  int steps = 3;
  ImVec2 at;           // of its first row
  double largest = 1;  // of the scores, by size
};

void rightAligned(float endPx, float y, const std::string& words, const Color& ink) {
  textAt({endPx - textWidth(words), y}, words, ink);
}

std::string atTemperature(double temperature) {
  return "T = " + temperatureText(temperature);
}

// A column's title, ending where its numbers end.
void title(const PanelContext& context, ImVec2 at, float endPx, std::string_view words,
           std::string_view tip) {
  ImGui::SetCursorScreenPos({at.x + endPx - textWidth(words), at.y});
  ImGui::PushID(static_cast<int>(endPx));
  term(words, tip, context.colors.textDim);
  ImGui::PopID();
}

void drawTitles(const PanelContext& context, const Table& table) {
  const SoftmaxColumns& c = table.c;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  title(context, at, c.logitAt + c.logitPx, "score", kLogitTip);
  if (c.scaledPx > 0)
    title(context, at, c.scaledAt + c.scaledPx, "÷ T", "Each score is divided by the temperature first.");
  if (table.steps >= 2) {
    title(context, at, c.powerAt + c.powerPx - 0.5F * em(), "e",
          "e = 2.718… to the power of the score: all become positive, and differences become ratios.");
    smallText({at.x + c.powerAt + c.powerPx - 0.5F * em(), at.y - 0.15F * em()}, "x", context.colors.textDim);
  }
  if (table.steps >= 3) {
    title(context, at, c.shareAt + c.sharePx, "÷ sum",
          "Each power is divided by the sum of them all: these are the probabilities, together 100 %.");
    if (table.view.beside) {
      textAt({at.x + c.barAt, at.y}, elided(atTemperature(table.view.column.temperature), c.barPx),
             context.colors.textDim);
      textAt({at.x + c.besideBarAt, at.y},
             elided("at " + atTemperature(table.view.beside->temperature), c.barPx), context.colors.textDim);
    }
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetTextLineHeight() + 0.25F * em()});
}

float barHeight(const Table& table) {
  return std::max(0.75F * em(), 0.62F * table.c.rowPx);
}

/// Plus to the right of a middle line, minus to the left.
void drawScoreBar(const PanelContext& context, const Table& table, double score, ImVec2 at) {
  const SoftmaxColumns& c = table.c;
  if (c.scoreBarPx < 4) return;
  const float zero = at.x + c.scoreBarAt + c.scoreBarPx / 2, height = barHeight(table);
  const float end =
      zero + c.scoreBarPx / 2 * static_cast<float>(std::clamp(score / table.largest, -1.0, 1.0));
  const float top = at.y + (c.rowPx - height) / 2;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled({std::min(zero, end), top}, {std::max(zero, end), top + height},
                     toU32(score >= 0 ? context.colors.first : context.colors.second), 2);
  draw.AddLine({zero, at.y}, {zero, at.y + c.rowPx}, toU32(context.colors.textDim), 1);
}

void drawLogitCell(PanelContext& context, const Table& table, std::size_t row, ImVec2 at, float textY) {
  const SoftmaxColumns& c = table.c;
  if (row >= table.view.logits.size()) return;
  const double logit = table.view.logits[row];
  if (table.view.reading) {
    rightAligned(at.x + c.logitAt + c.logitPx, textY, base::shownText(logit, 2), context.colors.text);
  } else {
    ImGui::SetCursorScreenPos({at.x + c.logitAt, textY - ImGui::GetStyle().FramePadding.y});
    ImGui::SetNextItemWidth(c.logitPx);
    ImGui::PushID(static_cast<int>(row));
    dragLogit(context, row);
    ImGui::PopID();
  }
  if (table.steps == 1) drawScoreBar(context, table, logit, at);
}

void drawPowerCell(const PanelContext& context, const Table& table, std::size_t row, ImVec2 at, float textY) {
  const SoftmaxColumns& c = table.c;
  const SoftmaxColumn& column = table.view.column;
  const bool broken = !column.powers.empty() && std::isinf(column.powers[row]);
  rightAligned(at.x + c.powerAt + c.powerPx, textY, shownPower(column, row),
               broken ? context.colors.error : context.colors.text);
  if (c.powerBarPx < 4) return;
  const double most = *std::max_element(column.fromLargest.begin(), column.fromLargest.end());
  const float height = barHeight(table);
  bar({at.x + c.powerBarAt, at.y + (c.rowPx - height) / 2}, {c.powerBarPx, height},
      static_cast<float>(column.fromLargest[row] / most), context.colors.neighbor,
      context.colors.panelBorder);
}

void drawShare(const PanelContext& context, const Table& table, const SoftmaxColumn& column, std::size_t row,
               ImVec2 at, float textY) {
  const SoftmaxColumns& c = table.c;
  const bool beside = &column != &table.view.column;
  const double probability = column.probabilities[row];
  const double most = *std::max_element(column.probabilities.begin(), column.probabilities.end());
  const float end = at.x + (beside ? c.besideAt + c.besidePx : c.shareAt + c.sharePx);
  rightAligned(end, textY, base::percentText(probability), context.colors.text);
  if (c.barPx < 4) return;
  const float height = barHeight(table);
  bar({at.x + (beside ? c.besideBarAt : c.barAt), at.y + (c.rowPx - height) / 2}, {c.barPx, height},
      static_cast<float>(barShare(probability, most, context.in.view.barAxis)),
      mix(context.colors.probabilityLow, context.colors.probabilityHigh,
          static_cast<float>(std::clamp(probability, 0.0, 1.0))),
      context.colors.panelBorder);
}

// Returns whether the pointer is over the row.
bool drawRow(PanelContext& context, const Table& table, std::size_t row, bool lit) {
  const SoftmaxColumns& c = table.c;
  const ImVec2 at{table.at.x, table.at.y + c.rowPx * static_cast<float>(row)};
  const float textY = at.y + (c.rowPx - ImGui::GetTextLineHeight()) / 2;
  const bool over =
      ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + c.width, at.y + c.rowPx});
  if (lit || over) {
    ImGui::GetWindowDrawList()->AddRectFilled({at.x - 0.2F * em(), at.y}, {at.x + c.width, at.y + c.rowPx},
                                              ImGui::GetColorU32(ImGuiCol_Header, 0.6F), 3);
  }
  const SoftmaxView& view = table.view;
  const bool others = row >= view.logits.size();
  const std::string label = elided(view.labels[row], others ? c.powerAt - 0.5F * em() : c.labelPx);
  textAt({at.x, textY}, label, others ? context.colors.textDim : context.colors.text);
  drawLogitCell(context, table, row, at, textY);
  if (c.scaledPx > 0 && row < view.column.scaled.size()) {
    rightAligned(at.x + c.scaledAt + c.scaledPx, textY, scaledText(view.column.scaled[row]),
                 context.colors.text);
  }
  if (table.steps >= 2) drawPowerCell(context, table, row, at, textY);
  if (table.steps < 3) return over;
  drawShare(context, table, view.column, row, at, textY);
  if (view.beside) drawShare(context, table, *view.beside, row, at, textY);
  return over;
}

/// Below the powers their sum, by which each is divided.
void drawSum(const PanelContext& context, const Table& table, float topPx) {
  const SoftmaxColumns& c = table.c;
  const SoftmaxColumn& column = table.view.column;
  if (table.steps < 2 || column.temperature == 0) return;
  const float end = table.at.x + c.powerAt + c.powerPx;
  const std::string sum = powerText(column.powerSum);
  ImGui::GetWindowDrawList()->AddLine({end - c.powerPx, topPx}, {end, topPx}, toU32(context.colors.text), 1);
  rightAligned(end, topPx + 0.1F * em(), sum, column.naiveFails ? context.colors.error : context.colors.text);
  rightAligned(end - textWidth(sum) - 0.5F * em(), topPx + 0.1F * em(), "sum", context.colors.textDim);
}

/// A bar with its probability behind it: `share` of the room is filled.
void drawMeasured(const PanelContext& context, double share, double probability, ImVec2 at, ImVec2 size) {
  const float height = 0.66F * size.y;
  bar({at.x, at.y + (size.y - height) / 2}, {size.x, height}, static_cast<float>(share),
      mix(context.colors.probabilityLow, context.colors.probabilityHigh, static_cast<float>(probability)),
      context.colors.panelBorder);
  textAt({at.x + size.x + 0.4F * em(), at.y + (size.y - em()) / 2}, base::percentText(probability),
         context.colors.text);
}

}  // namespace

SoftmaxColumns softmaxColumns(const SoftmaxNeeds& needs, int steps, float widthPx) {
  const float gap = needs.gap, tight = 0.6F * gap;
  SoftmaxColumns c;
  c.width = widthPx;
  c.labelPx = needs.label;
  c.logitPx = needs.logit;
  c.scaledPx = needs.scaled;
  c.logitAt = c.labelPx + gap;
  c.scaledAt = c.logitAt + c.logitPx + (c.scaledPx > 0 ? gap : 0);
  const float scoresEnd = c.scaledAt + c.scaledPx;
  c.powerAt = scoresEnd + gap;
  if (steps == 1) {
    c.scoreBarAt = scoresEnd + gap;
    c.scoreBarPx = std::max(0.0F, widthPx - c.scoreBarAt);
    return c;
  }
  c.powerPx = needs.power;
  c.powerBarAt = c.powerAt + c.powerPx + tight;
  if (steps == 2) {
    c.powerBarPx = std::max(0.0F, widthPx - c.powerBarAt);
    return c;
  }
  const bool beside = needs.beside > 0;
  const float numbers = c.powerBarAt + gap + needs.share + tight + (beside ? gap + needs.beside + tight : 0);
  const float left = std::max(0.0F, widthPx - numbers);
  c.powerBarPx = left > 12 * gap ? 0.28F * left : 0;
  c.sharePx = needs.share;
  c.shareAt = c.powerBarAt + c.powerBarPx + gap;
  c.barAt = c.shareAt + c.sharePx + tight;
  const float bars = left - c.powerBarPx;
  c.barPx = std::max(0.0F, beside ? bars / 2 : bars);
  c.besidePx = needs.beside;
  c.besideAt = c.barAt + c.barPx + gap;
  c.besideBarAt = c.besideAt + c.besidePx + tight;
  return c;
}

std::optional<std::size_t> drawSoftmaxTable(PanelContext& context, const SoftmaxView& view, int steps,
                                            float heightPx, std::optional<std::size_t> lit) {
  const float head = ImGui::GetTextLineHeight() + 0.25F * em(),
              foot = steps < 2 ? 0 : 1.2F * ImGui::GetTextLineHeight();
  const std::size_t rows = steps < 3 ? view.logits.size() : view.labels.size();
  // Dense boxes, so that the formula stays in sight below them.
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ImGui::GetStyle().FramePadding.x, 0.08F * em()));
  const float least = ImGui::GetFrameHeight() + 0.06F * em();
  const float fitting = (heightPx - head - foot) / static_cast<float>(rows);
  const bool scrolls = fitting < least;
  const float room =
      ImGui::GetContentRegionAvail().x - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0) - 0.3F * em();
  SoftmaxColumns c = softmaxColumns(needsOf(view, room), steps, room);
  c.rowPx = scrolls ? std::ceil(least) : std::floor(std::clamp(fitting, least, 3.2F * em()));
  Table table{view, c, steps, {}};
  table.largest = 1e-9;
  for (const double logit : view.logits) table.largest = std::max(table.largest, std::abs(logit));
  drawTitles(context, table);
  const float all = c.rowPx * static_cast<float>(rows);
  const float shown = std::max(3.0F, std::floor((heightPx - head - foot) / c.rowPx)) * c.rowPx;  // whole rows
  compat::beginChild("rows", {0, std::min(all, shown)});
  table.at = ImGui::GetCursorScreenPos();
  std::optional<std::size_t> hovered;
  for (std::size_t row = 0; row < rows; ++row)
    if (drawRow(context, table, row, row == lit)) hovered = row;
  ImGui::SetCursorScreenPos(table.at);
  ImGui::Dummy({c.width, all});
  ImGui::EndChild();
  const ImVec2 below = ImGui::GetCursorScreenPos();
  if (foot > 0) {  // not among the rows, which may scroll
    drawSum(context, table, below.y);
    ImGui::Dummy({c.width, foot});
  }
  ImGui::PopStyleVar();
  return hovered;
}

void drawTwoTemperatures(PanelContext& context, const SoftmaxView& view) {
  const LargeLetters letters(stageTimes(1.25F));
  std::array columns{&view.column, &*view.beside};
  std::ranges::sort(columns, {}, &SoftmaxColumn::temperature);
  double largest = 0;
  for (const SoftmaxColumn* column : columns)
    largest = std::max(largest, *std::ranges::max_element(column->probabilities));
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float label =
      widest(2 * em(), view.labels.size(), [&](std::size_t i) { return view.labels[i]; }) + em();
  const float half = (room.x - label) / 2;
  float value = 0;
  for (const SoftmaxColumn* column : columns)
    for (const double p : column->probabilities) value = std::max(value, textWidth(base::percentText(p)));
  const float head = 1.6F * em();
  const float row = std::min(2.4F * em(), (room.y - head) / static_cast<float>(view.labels.size()));
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const float left = at.x + label + static_cast<float>(k) * half;
    textAt({left, at.y}, "temperature " + temperatureText(columns[k]->temperature), context.colors.accent);
    for (std::size_t i = 0; i < view.labels.size(); ++i)
      drawMeasured(context, columns[k]->probabilities[i] / largest, columns[k]->probabilities[i],
                   {left, at.y + head + row * static_cast<float>(i)}, {half - value - 1.4F * em(), row});
  }
  for (std::size_t i = 0; i < view.labels.size(); ++i)
    textAt({at.x, at.y + head + row * (static_cast<float>(i) + 0.5F) - em() / 2}, view.labels[i],
           context.colors.text);
  ImGui::Dummy(room);
}

}  // namespace es::app
