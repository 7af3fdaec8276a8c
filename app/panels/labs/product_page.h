#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Two vectors in the plane through both, to be dragged, and their dot product.
void drawProductPage(PanelContext& context);

}  // namespace es::app
