#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What is open, and the ways to open something else: the card below "Open".
void drawOpenCard(PanelContext& context);

}  // namespace es::app
