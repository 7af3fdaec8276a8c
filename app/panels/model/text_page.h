#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The text that the model reads, cut into tokens, and the ways to the other pages.
void drawTextPage(PanelContext& context);

}  // namespace es::app
