#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The columns' texts, every token a piece that can be pointed at and clicked.
void drawStoryTexts(PanelContext& context, float heightPx);

}  // namespace es::app
