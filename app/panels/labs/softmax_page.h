#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// From logits to probabilities, step by step.
void drawSoftmaxPage(PanelContext& context);

}  // namespace es::app
