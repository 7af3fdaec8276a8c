#pragma once

#include <vector>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the model expects after the standing text: bars, and the sampler that a draw goes by.
void drawNextTokenPanel(PanelContext& context);

}  // namespace es::app
