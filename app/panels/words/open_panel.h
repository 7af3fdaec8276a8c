#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What is open, and the ways to open something else.
void drawOpenPanel(PanelContext& context);

}  // namespace es::app
