#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The number line's page: words measured along a direction, their dot products on a line across the page and
/// in numbers. Words are tied to the scene: pointing at one lights its point, and the other way round.
void drawDotPanel(PanelContext& context);
/// Measures the first example where nothing was measured yet, so that the page is not empty when it is
/// opened.
void measureFirst(PanelContext& context);
/// Brings its boxes up to date where the dot products changed elsewhere.
void followDots(PanelContext& context);

}  // namespace es::app
