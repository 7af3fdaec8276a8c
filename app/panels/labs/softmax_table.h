#pragma once

#include "app/panels/labs/softmax_figure.h"

namespace es::app {

/// Where the table's columns begin and how wide they are, px from the table's left. The bars of the steps
/// share what the numbers leave.
struct SoftmaxColumns {
  float labelPx = 0;
  float logitAt = 0, logitPx = 0, scaledAt = 0, scaledPx = 0;  // scaledPx 0: not shown, at T = 1
  float scoreBarAt = 0, scoreBarPx = 0;                        // of the first step
  float powerAt = 0, powerPx = 0, powerBarAt = 0, powerBarPx = 0;
  float shareAt = 0, sharePx = 0, barAt = 0, barPx = 0;
  float besideAt = 0, besidePx = 0, besideBarAt = 0;  // its bar is as wide as the first
  float width = 0, rowPx = 0;
};
/// What the numbers of each column need, px.
struct SoftmaxNeeds {
  float label = 0, logit = 0, scaled = 0, power = 0, share = 0, beside = 0, gap = 0;
};
/// Lays the first `steps` (1 to 3) of the softmax out in so wide a line: the last of them has the widest
/// bars.
[[nodiscard]] SoftmaxColumns softmaxColumns(const SoftmaxNeeds& needs, int steps, float widthPx);

/// The rows of the softmax in a box of this height, as tall as there is room: the first `steps` of scores,
/// powers of e, probabilities. `lit`: a row. The row under the pointer.
std::optional<std::size_t> drawSoftmaxTable(PanelContext& context, const SoftmaxView& view, int steps,
                                            float heightPx, std::optional<std::size_t> lit);

/// A lesson's: the probabilities at both temperatures beside each other, the lower one first, all bars by one
/// measure. Needs view.beside.
void drawTwoTemperatures(PanelContext& context, const SoftmaxView& view);

}  // namespace es::app
