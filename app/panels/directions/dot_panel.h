#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Words measured along a direction: dot products on a number line, and in numbers.
void drawDotPanel(PanelContext& context);
/// Brings its boxes up to date where the dot products changed elsewhere.
void followDots(PanelContext& context);

}  // namespace es::app
