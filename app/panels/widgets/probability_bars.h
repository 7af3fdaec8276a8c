#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// How much of a bar a probability fills. Relative: measured by `largest`; Log: each tenth of the probability
/// a sixth of the bar less, nothing from 1e-6 down.
[[nodiscard]] double barShare(double probability, double largest, BarAxis axis);

/// Small is not none: only an exact zero shows as one.
[[nodiscard]] std::string probabilityText(double probability);

/// Where a row of label, logit, bar and probability has them, from the row's left.
struct ProbabilityColumns {
  float labelPx = 0, logitAt = 0, logitPx = 0, barAt = 0, barPx = 0, width = 0;
};
[[nodiscard]] ProbabilityColumns probabilityColumns(std::span<const std::string> labels, float logitPx,
                                                    float leastLabelPx = 0);

/// Draws the bar and the probability of the row that begins at `at`; what the row is high is given.
void drawProbability(const PanelContext& context, double probability, double largest,
                     const ProbabilityColumns& columns, ImVec2 at, float heightPx);

/// Temperature of the document, as a slider that acts while it is dragged.
void drawTemperature(PanelContext& context);

/// The choice of what a full bar stands for.
void drawBarAxis(PanelContext& context);

/// Entropy and effective choices in words.
void drawEntropy(PanelContext& context, double entropyNats);

}  // namespace es::app
