#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the model expects next: the temperature, ten bars, the whole vocabulary as a curve, the sampler that
/// a draw goes by. The bars are as tall as the room allows.
void drawNextTokenPanel(PanelContext& context);

}  // namespace es::app
