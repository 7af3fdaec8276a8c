#include "app/panels/widgets/probability_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "app/panels/widgets/term.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr double kLogDecades = 6;

/// Of a bar in a row of this height.
float barHeight(float rowPx) {
  return std::max(0.75F * em(), 0.62F * rowPx);
}

}  // namespace

double barShare(double probability, double largest, BarAxis axis) {
  switch (axis) {
    case BarAxis::Relative:
      return largest > 0 ? probability / largest : 0;
    case BarAxis::Log:
      return probability > 0 ? std::max(0.0, 1 + std::log10(probability) / kLogDecades) : 0;
    default:
      return probability;
  }
}

ProbabilityColumns probabilityColumns(std::span<const std::string> labels, float logitPx, float leastLabelPx,
                                      float valuePx) {
  ProbabilityColumns row;
  row.labelPx = leastLabelPx;
  row.width = ImGui::GetContentRegionAvail().x;
  for (const std::string& label : labels) row.labelPx = std::max(row.labelPx, textWidth(label));
  row.logitPx = logitPx;
  const float others = row.logitPx + 4.4F * em();  // large text in a narrow column: the labels give way
  row.labelPx = std::min({row.labelPx, 0.36F * row.width, std::max(1.5F * em(), row.width - others)});
  row.logitAt = row.labelPx + 0.5F * em();
  row.barAt = row.logitAt + row.logitPx + 0.5F * em();
  row.barPx = std::max(0.0F, row.width - row.barAt - std::max(3.4F * em(), valuePx + 0.5F * em()));
  return row;
}

float probabilityWidth(std::span<const double> probabilities) {
  float width = 0;
  for (const double probability : probabilities)
    width = std::max(width, textWidth(base::percentText(probability)));
  return width;
}

void drawProbability(const PanelContext& context, double probability, double largest,
                     const ProbabilityColumns& columns, ImVec2 at, float heightPx) {
  const float height = barHeight(heightPx);
  const Color color = mix(context.colors.probabilityLow, context.colors.probabilityHigh,
                          static_cast<float>(std::clamp(probability, 0.0, 1.0)));
  bar({at.x + columns.barAt, at.y + (heightPx - height) / 2}, {columns.barPx, height},
      static_cast<float>(barShare(probability, largest, context.in.view.barAxis)), color,
      context.colors.panelBorder);
  const std::string value = base::percentText(probability);
  const ImVec2 size = textSize(value);
  textAt({at.x + columns.width - size.x, at.y + (heightPx - size.y) / 2}, value, context.colors.text);
}

void drawOutline(const PanelContext& context, double share, const ProbabilityColumns& columns, ImVec2 at,
                 float heightPx) {
  const float height = barHeight(heightPx), top = at.y + (heightPx - height) / 2, left = at.x + columns.barAt;
  const float width = columns.barPx * static_cast<float>(std::clamp(share, 0.0, 1.0));
  ImGui::GetWindowDrawList()->AddRect({left, top}, {left + std::max(2.0F, width), top + height},
                                      toU32(context.colors.text, 0.8F), 2, 0, std::max(1.0F, em() / 12));
}

std::vector<float> sortedCurve(std::span<const double> probabilities, std::span<const int> order,
                               std::size_t points) {
  points = std::min(points, order.size());
  std::vector<float> curve;
  if (points == 0) return curve;
  for (std::size_t i = 0; i < points; ++i) {
    const auto id = static_cast<std::size_t>(order[i * order.size() / points]);
    curve.push_back(static_cast<float>(barShare(probabilities[id], 1, BarAxis::Log)));
  }
  return curve;
}

void drawSortedCurve(const PanelContext& context, std::span<const float> curve, float heightPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, floor = at.y + heightPx;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + width, floor}, toU32(context.colors.panelRaised), 2);
  const float step = width / static_cast<float>(std::max<std::size_t>(1, curve.size()));
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const float x = at.x + step * static_cast<float>(i),
                top = floor - std::max(1.0F, curve[i] * (heightPx - 2));
    draw.AddRectFilled({x, top}, {x + step, floor},
                       toU32(mix(context.colors.probabilityLow, context.colors.probabilityHigh, curve[i])));
  }
  ImGui::Dummy({width, heightPx});
}

void drawBarAxis(PanelContext& context) {
  constexpr std::array<std::string_view, 3> kLabels{"fixed", "relative", "log"};
  const auto clicked = segmented("axis", kLabels, static_cast<int>(context.in.view.barAxis));
  tooltip(
      "What a full bar stands for. Fixed: a probability of 1. Relative: the largest of these. Log: 1, and "
      "every tenth of it is a sixth of the bar less, down to one in a million.");
  if (clicked) context.issue(SetCommand{"axis", std::string(kLabels[static_cast<std::size_t>(*clicked)])});
}

std::string choicesText(double entropyNats) {
  const double choices = std::exp(entropyNats);
  return choices < 100 ? base::shownText(choices, 1) : base::groupedText(std::llround(choices));
}

void drawEntropy(PanelContext& context, double entropyNats) {
  wrapped("like choosing among " + choicesText(entropyNats) + " equally likely tokens",
          context.colors.textDim);
  tooltip(fmt::format("Entropy {} nats. {}", base::shownText(entropyNats, 2), kEntropyTip));
}

}  // namespace es::app
