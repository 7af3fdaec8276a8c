#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The two stories of the text, side by side, with their draws and their trees.
void drawWritePage(PanelContext& context);

}  // namespace es::app
