#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The paths of tokens through the layers, step by step, in numbers.
void drawSoakPage(PanelContext& context);
/// Another model's paths begin with the first.
void followSoak(PanelContext& context);

}  // namespace es::app
