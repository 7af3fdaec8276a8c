#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Softmax of typed logits, or of the dot products of words with a formula.
void drawSoftmaxPanel(PanelContext& context);
/// Brings its boxes up to date where the logits changed elsewhere.
void followSoftmax(PanelContext& context);

}  // namespace es::app
