#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Where the chosen column's last token was drawn: the cumulative strip, its needle, the likeliest tokens.
void drawStoryDraw(PanelContext& context);

}  // namespace es::app
