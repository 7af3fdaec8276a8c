#include "app/panels/labs/term_strip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kRows = 4;     // first, second, product, sum
constexpr float kLeastColumnPx = 2;  // narrower ones would not be told apart: the strip scrolls

/// A row of bars about a middle line, and the sign before it: first × second = products, + of these the sum.
struct StripRow {
  std::string sign, label;
  double largest = 1;
};

struct Strip {
  const PanelContext& context;
  const ProductAnswer& answer;
  std::vector<double> sums;
  std::array<StripRow, kRows> rows;
  ImVec2 corner;  // of what is seen of the bars
  float widthPx = 0, rowPx = 0, columnPx = 0, scrollPx = 0;

  [[nodiscard]] float x(std::size_t term) const {
    return corner.x - scrollPx + columnPx * static_cast<float>(term);
  }
  [[nodiscard]] float top(std::size_t row) const { return corner.y + rowPx * static_cast<float>(row); }
  [[nodiscard]] double value(std::size_t row, std::size_t term) const {
    const ProductTerm& t = answer.terms[term];
    return row == 0 ? t.first : row == 1 ? t.second : row == 2 ? t.product : sums[term];
  }
  [[nodiscard]] Color color(std::size_t row, double value) const {
    const Palette& colors = context.colors;
    if (row == 0) return colors.groups[3];
    if (row == 1) return colors.groups[1];
    return value >= 0 ? colors.first : colors.second;
  }
};

double largestOf(const Strip& strip, std::initializer_list<std::size_t> rows) {
  double largest = 0;
  for (const std::size_t row : rows) {
    for (std::size_t i = 0; i < strip.answer.terms.size(); ++i)
      largest = std::max(largest, std::abs(strip.value(row, i)));
  }
  return largest > 0 ? largest : 1;
}

void drawRow(const Strip& strip, std::size_t row, std::size_t lit) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float middle = std::round(strip.top(row) + strip.rowPx / 2), reach = 0.45F * strip.rowPx;
  const float gap = strip.columnPx >= 4 ? 1.0F : 0.0F;
  draw.AddLine({strip.corner.x, middle}, {strip.corner.x + strip.widthPx, middle},
               toU32(strip.context.colors.panelBorder), 1);
  for (std::size_t i = 0; i < strip.answer.terms.size(); ++i) {
    const float left = strip.x(i), right = left + strip.columnPx;
    if (right < strip.corner.x || left > strip.corner.x + strip.widthPx) continue;
    const double value = strip.value(row, i);
    const float end = middle - reach * static_cast<float>(value / strip.rows[row].largest);
    const float alpha = lit == i ? 1.0F : 0.6F;
    draw.AddRectFilled({left, std::min(middle, end)}, {right - gap, std::max(middle, end)},
                       toU32(strip.color(row, value), alpha));
  }
}

/// The one number through all rows: a frame about its column.
void drawLit(const Strip& strip, std::size_t lit) {
  const float left = strip.x(lit) - 2, right = strip.x(lit) + strip.columnPx + 1;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 low{left, strip.top(0)}, high{right, strip.top(kRows)};
  draw.AddRectFilled(low, high, toU32(strip.context.colors.text, 0.12F));
  draw.AddRect(low, high, toU32(strip.context.colors.text), 2);
}

/// Where the sum ends, and what it comes to, right of the strip.
void drawEnd(const Strip& strip) {
  const std::string value = base::shownSignedText(strip.answer.dot, 3);
  const float middle = strip.top(3) + strip.rowPx / 2;
  const float y =
      middle - 0.45F * strip.rowPx * static_cast<float>(strip.sums.back() / strip.rows[3].largest);
  const float left = strip.corner.x + strip.widthPx;
  const Color& ink = strip.answer.dot >= 0 ? strip.context.colors.first : strip.context.colors.second;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddLine({left - strip.columnPx, y}, {left + 0.4F * em(), y}, toU32(ink), std::max(2.0F, em() / 9));
  const float top = std::clamp(y - em() / 2, strip.top(3), strip.top(4) - em());
  textAt({left + 0.5F * em(), top}, value, ink);
}

float signWidth() {
  return textWidth("×") + 0.5F * em();
}

void drawLabels(const Strip& strip, ImVec2 at, float labelPx) {
  for (std::size_t row = 0; row < kRows; ++row) {
    const std::string label = elided(strip.rows[row].label, labelPx - signWidth() - 0.4F * em());
    const Color& ink = row == 0   ? strip.context.colors.groups[3]
                       : row == 1 ? strip.context.colors.groups[1]
                                  : strip.context.colors.text;
    const float y = strip.top(row) + (strip.rowPx - ImGui::GetTextLineHeight()) / 2;
    textAt({at.x, y}, strip.rows[row].sign, strip.context.colors.text);
    textAt({at.x + signWidth(), y}, label, ink);
  }
}

float labelWidth(const Strip& strip, float roomPx) {
  float width = 0;
  for (const StripRow& row : strip.rows) width = std::max(width, textWidth(row.label));
  return std::min(width + signWidth() + 0.5F * em(), 0.35F * roomPx);
}

std::string termText(const ProductTerm& term) {
  return fmt::format("{} × {} = {}", base::shownText(term.first, 3), base::shownText(term.second, 3),
                     base::shownSignedText(term.product, 3));
}

void drawReading(const Strip& strip, std::size_t lit) {
  const auto& terms = strip.answer.terms;
  wrapped(fmt::format("number {}: {}, sum so far {}", lit + 1, termText(terms[lit]),
                      base::shownSignedText(strip.sums[lit], 3)),
          strip.context.colors.text);
}

}  // namespace

std::vector<double> runningSums(std::span<const ProductTerm> terms) {
  std::vector<double> sums;
  double sum = 0;
  for (const ProductTerm& term : terms) sums.push_back(sum += term.product);
  return sums;
}

std::vector<std::size_t> largestTerms(std::span<const ProductTerm> terms, std::size_t count) {
  std::vector<std::size_t> indices(terms.size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(terms[a].product) > std::abs(terms[b].product);
  });
  indices.resize(std::min(count, indices.size()));
  return indices;
}

void drawTermStrip(PanelContext& context, const ProductAnswer& answer, float heightPx) {
  Strip strip{context, answer, runningSums(answer.terms), {}, {}};
  const double numbers = largestOf(strip, {0, 1});
  strip.rows = {StripRow{"", base::displayText(answer.labels[0]), numbers},
                StripRow{"×", base::displayText(answer.labels[1]), numbers},
                StripRow{"=", "products", largestOf(strip, {2})},
                StripRow{"+", "added up", largestOf(strip, {3})}};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float labelPx = labelWidth(strip, ImGui::GetContentRegionAvail().x);
  const float endPx = textWidth(base::shownSignedText(answer.dot, 3)) + 0.8F * em();
  const float room = std::max(em(), ImGui::GetContentRegionAvail().x - labelPx - endPx);
  const auto count = static_cast<float>(answer.terms.size());
  strip.columnPx = std::max(kLeastColumnPx, room / count);
  const bool scrolls = strip.columnPx * count > room + 0.5F;
  ImGui::SetCursorScreenPos({at.x + labelPx, at.y});
  compat::beginChild("terms", {room, heightPx}, scrolls ? ImGuiWindowFlags_HorizontalScrollbar : 0);
  strip.corner = ImGui::GetWindowPos();
  strip.widthPx = ImGui::GetWindowSize().x;
  strip.scrollPx = ImGui::GetScrollX();
  const float barsPx = heightPx - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0);
  strip.rowPx = barsPx / static_cast<float>(kRows);
  ImGui::InvisibleButton("bars", {strip.columnPx * count, barsPx});
  std::optional<std::size_t> hovered;
  if (ImGui::IsItemHovered()) {
    const float over = (ImGui::GetMousePos().x - strip.x(0)) / strip.columnPx;
    if (over >= 0 && over < count) hovered = static_cast<std::size_t>(over);
  }
  const std::size_t lit = hovered.value_or(largestTerms(answer.terms, 1).front());
  for (std::size_t row = 0; row < kRows; ++row) drawRow(strip, row, lit);
  drawLit(strip, lit);
  ImGui::EndChild();
  drawEnd(strip);
  drawLabels(strip, at, labelPx);
  if (!context.onStage()) drawReading(strip, lit);  // told larger there
}

}  // namespace es::app
