#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The standing pairs beside their direction: every pair's cosine as a bar around zero.
void drawPairsSection(PanelContext& context);

}  // namespace es::app
