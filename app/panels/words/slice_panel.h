#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Which three directions of the space the picture shows.
void drawSlicePanel(PanelContext& context);
/// Brings its boxes up to date where the slice changed elsewhere.
void followSlice(PanelContext& context);

}  // namespace es::app
