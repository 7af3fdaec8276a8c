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

/// A row of bars about a middle line.
struct StripRow {
  std::string label;
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

void drawRow(const Strip& strip, std::size_t row, std::optional<std::size_t> hovered) {
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
    const float alpha = !hovered || *hovered == i ? 1.0F : 0.55F;
    draw.AddRectFilled({left, std::min(middle, end)}, {right - gap, std::max(middle, end)},
                       toU32(strip.color(row, value), alpha));
  }
}

void drawLabels(const Strip& strip, ImVec2 at, float labelPx) {
  for (std::size_t row = 0; row < kRows; ++row) {
    std::string label = strip.rows[row].label;
    const float scale = smallWidth(label) / std::max(1.0F, textWidth(label));
    label = elided(label, (labelPx - 0.4F * em()) / std::max(0.1F, scale));
    const Color& ink = row == 0   ? strip.context.colors.groups[3]
                       : row == 1 ? strip.context.colors.groups[1]
                                  : strip.context.colors.textDim;
    smallText({at.x, strip.top(row) + (strip.rowPx - smallHeight()) / 2}, label, ink);
  }
}

std::string termText(const ProductTerm& term) {
  return fmt::format("{} × {} = {}", base::shownText(term.first, 3), base::shownText(term.second, 3),
                     base::shownSignedText(term.product, 3));
}

void drawReading(const Strip& strip, std::optional<std::size_t> hovered) {
  const auto& terms = strip.answer.terms;
  std::string line;
  if (hovered) {
    line = fmt::format("number {}: {}, sum so far {}", *hovered + 1, termText(terms[*hovered]),
                       base::shownSignedText(strip.sums[*hovered], 3));
  } else {
    line = "largest:";
    for (const std::size_t i : largestTerms(terms, 3)) {
      line += fmt::format("{}number {} {}", line.back() == ':' ? " " : ", ", i + 1,
                          base::shownSignedText(terms[i].product, 3));
    }
  }
  wrapped(line, hovered ? strip.context.colors.text : strip.context.colors.textDim);
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
  strip.rows = {StripRow{base::displayText(answer.labels[0]), numbers},
                StripRow{base::displayText(answer.labels[1]), numbers},
                StripRow{"products", largestOf(strip, {2})}, StripRow{"sum so far", largestOf(strip, {3})}};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float labelPx = smallWidth("sum so far ") + 0.3F * em();
  const float room = std::max(em(), ImGui::GetContentRegionAvail().x - labelPx);
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
  for (std::size_t row = 0; row < kRows; ++row) drawRow(strip, row, hovered);
  ImGui::EndChild();
  drawLabels(strip, at, labelPx);
  drawReading(strip, hovered);
}

}  // namespace es::app
