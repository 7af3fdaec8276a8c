#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the model would predict after each half-step of its layers (the logit lens).
void drawLensPage(PanelContext& context);

}  // namespace es::app
