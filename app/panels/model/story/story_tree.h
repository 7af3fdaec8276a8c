#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The chosen column's tree of continuations.
void drawStoryTree(PanelContext& context);

}  // namespace es::app
