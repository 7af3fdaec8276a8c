#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// How many nearly perpendicular directions fit into a space: every angle between random ones, counted.
void drawDirectionsPage(PanelContext& context);

}  // namespace es::app
