#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/panels/widgets/panel_context.h"
#include "math/sampling/softmax_steps.h"

namespace es::app {

/// The rows of the lab at one temperature. A last row is all other tokens of a model together.
struct SoftmaxColumn {
  double temperature = 1;
  double largest = 0;               // of all logits
  std::vector<double> scaled;       // by row, without the others
  std::vector<double> powers;       // e^(z / T); empty at T = 0
  std::vector<double> fromLargest;  // e^((z - largest) / T)
  std::vector<double> probabilities;
  double powerSum = 0, fromLargestSum = 0;  // over all logits
  double entropy = 0;                       // nats, over all logits
  bool naiveFails = false;                  // the formula as it is written is no number
};
/// Gathers the steps of all logits into the rows `shown`, and one more for what they leave over.
[[nodiscard]] SoftmaxColumn softmaxColumn(const math::SoftmaxSteps& steps, const std::vector<int>& shown);

/// What the page shows: made once for what it was made from.
struct SoftmaxView {
  SoftmaxState own;                               // the typed logits
  std::shared_ptr<const model::Reading> reading;  // or a model's
  std::vector<std::string> labels;                // as shown, a row each, the others' included
  std::vector<double> logits;                     // a row each, without the others
  std::size_t count = 0;                          // of all logits
  SoftmaxColumn column;
  std::optional<SoftmaxColumn> beside;
};

/// The typed logits as they are on the screen: the document's, or on their way there.
[[nodiscard]] SoftmaxState shownSoftmax(const PanelContext& context);
/// Whether there are logits to show: typed ones, or those of the standing text's next token.
[[nodiscard]] bool hasLogits(const DocumentState& document);
/// The view of the document's logits at the temperature that is on the screen; kept until that changes.
[[nodiscard]] const SoftmaxView& softmaxView(PanelContext& context);

/// "29.96", "0.0067"; "6.5×10⁷³" and "2.1×10⁻⁸" where such a number would not do.
[[nodiscard]] std::string powerText(double power);

/// The film's logits.
[[nodiscard]] SoftmaxCommand filmLogits();
/// The box of a typed logit: dragged, or typed after Ctrl+click.
void dragLogit(PanelContext& context, std::size_t row);

/// p(Snape) = e^3.4 / (e^−0.8 + ...) = 29.96 / 48.83 = 61.36 %, set as a formula, for a row.
void drawSoftmaxFormula(const PanelContext& context, const SoftmaxView& view, std::size_t row);
/// Where the formula as it is written overflows: what a naive program would do, and what this one does.
void drawOverflow(const PanelContext& context, const SoftmaxView& view);

}  // namespace es::app
