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

/// Where a row of label, logit, bar and probability has them, from the row's left. `valuePx`: what the
/// probabilities need (0: the usual).
struct ProbabilityColumns {
  float labelPx = 0, logitAt = 0, logitPx = 0, barAt = 0, barPx = 0, width = 0;
};
[[nodiscard]] ProbabilityColumns probabilityColumns(std::span<const std::string> labels, float logitPx,
                                                    float leastLabelPx = 0, float valuePx = 0);
/// The widest of these as they are written beside their bars, px.
[[nodiscard]] float probabilityWidth(std::span<const double> probabilities);

/// Draws the bar and the probability of the row that begins at `at`; what the row is high is given.
void drawProbability(const PanelContext& context, double probability, double largest,
                     const ProbabilityColumns& columns, ImVec2 at, float heightPx);

/// An empty frame as long as another probability's bar would be: what is not a bar, or what was.
void drawOutline(const PanelContext& context, double share, const ProbabilityColumns& columns, ImVec2 at,
                 float heightPx);

/// The whole of a distribution as a falling curve of `points` heights from 0 to 1, the likeliest tokens
/// first, each point the largest of the ranks that it stands for, as long as its bar on the logarithmic axis.
/// `order`: the indices by falling probability.
[[nodiscard]] std::vector<float> sortedCurve(std::span<const double> probabilities,
                                             std::span<const int> order, std::size_t points);
/// Draws it in a strip of this height, as wide as there is room.
void drawSortedCurve(const PanelContext& context, std::span<const float> curve, float heightPx);

/// The choice of what a full bar stands for.
void drawBarAxis(PanelContext& context);

/// So many equally likely choices are as undecided as this entropy: "2.8", "7,444".
[[nodiscard]] std::string choicesText(double entropyNats);
/// Entropy and effective choices in words.
void drawEntropy(PanelContext& context, double entropyNats);

}  // namespace es::app
