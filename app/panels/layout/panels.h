#pragma once

#include "app/panels/widgets/panel_input.h"
#include "app/panels/widgets/panel_state.h"

namespace es::app {

/// Draws every panel into the current ImGui frame for a window of this size.
PanelOutput drawPanels(const PanelInput& input, PanelState& state, float widthPx, float heightPx);

}  // namespace es::app
