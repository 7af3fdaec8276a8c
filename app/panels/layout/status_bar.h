#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What is in force, the work that runs, and the tools of the window.
void drawStatusBar(PanelContext& context, const PanelBox& box);

}  // namespace es::app
