#include "app/panels/widgets/probability_bars.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr double kLogDecades = 6;

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

std::string probabilityText(double probability) {
  if (probability <= 0 || probability >= 0.001) return scoreText(probability);
  return probability < 0.00005 ? "<.0001" : scoreText(probability, 4);
}

ProbabilityColumns probabilityColumns(std::span<const std::string> labels, float logitPx,
                                      float leastLabelPx) {
  ProbabilityColumns row;
  row.labelPx = leastLabelPx;
  row.width = ImGui::GetContentRegionAvail().x;
  for (const std::string& label : labels) row.labelPx = std::max(row.labelPx, textWidth(label));
  row.logitPx = logitPx;
  const float others = row.logitPx + 4.4F * em();  // large text in a narrow column: the labels give way
  row.labelPx = std::min({row.labelPx, 0.36F * row.width, std::max(1.5F * em(), row.width - others)});
  row.logitAt = row.labelPx + 0.5F * em();
  row.barAt = row.logitAt + row.logitPx + 0.5F * em();
  row.barPx = std::max(0.0F, row.width - row.barAt - 3.4F * em());
  return row;
}

void drawProbability(const PanelContext& context, double probability, double largest,
                     const ProbabilityColumns& columns, ImVec2 at, float heightPx) {
  const float barHeight = 0.75F * em();
  const Color color = mix(context.colors.probabilityLow, context.colors.probabilityHigh,
                          static_cast<float>(std::clamp(probability, 0.0, 1.0)));
  bar({at.x + columns.barAt, at.y + (heightPx - barHeight) / 2}, {columns.barPx, barHeight},
      static_cast<float>(barShare(probability, largest, context.in.view.barAxis)), color,
      context.colors.panelBorder);
  const std::string value = probabilityText(probability);
  const ImVec2 size = textSize(value);
  textAt({at.x + columns.width - size.x, at.y + (heightPx - size.y) / 2}, value, context.colors.text);
}

void drawTemperature(PanelContext& context) {
  const double inForce = context.document().temperature;
  const double shown = context.in.shownTemperature;
  double temperature = std::min(shown, 1e6);  // infinity is typed; the slider shows it as its end
  const double low = 0, high = 10;
  const char* format = std::isinf(shown) ? "T = infinity" : shown == 0 ? "T = 0: argmax" : "T = %.2f";
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool changed =
      ImGui::SliderScalar("##temperature", ImGuiDataType_Double, &temperature, &low, &high, format);
  if (ImGui::IsItemActivated()) context.beginDrag();
  if (changed && !(temperature >= 0.02)) temperature = 0;
  if (changed && temperature != inForce) context.issueDragged(TemperatureCommand{temperature});
  tooltip(
      "Temperature divides the logits. Low: the largest takes all (0 is exactly that). High: all become "
      "alike. Ctrl+click types a number.");
}

void drawBarAxis(PanelContext& context) {
  constexpr std::array<std::string_view, 3> kLabels{"fixed", "relative", "log"};
  const auto clicked = segmented("axis", kLabels, static_cast<int>(context.in.view.barAxis));
  tooltip(
      "What a full bar stands for. Fixed: a probability of 1. Relative: the largest of these. Log: 1, and "
      "every tenth of it is a sixth of the bar less, down to one in a million.");
  if (clicked) context.issue(SetCommand{"axis", std::string(kLabels[static_cast<std::size_t>(*clicked)])});
}

void drawEntropy(PanelContext& context, double entropyNats) {
  const double choices = std::exp(entropyNats);
  wrapped("entropy " + base::fixedText(entropyNats, 2) +
              " nats: " + scoreText(choices, choices < 100 ? 1 : 0) + " effective choices",
          context.colors.textDim);
  tooltip("Entropy: how undecided the distribution is, " + scoreText(entropyNats, 5) +
          " nats. e to its power, " + scoreText(choices) +
          ", is the effective number of choices: so many equally likely ones would be as undecided.");
}

}  // namespace es::app
