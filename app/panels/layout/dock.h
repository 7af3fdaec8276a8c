#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// How high the dock stands, tabs included, when it is so wide, in a window's body of this height.
[[nodiscard]] float dockHeightPx(const PanelContext& context, float widthPx, float bodyHeightPx);

/// The dock below the picture: a bar of tabs, and when unfolded the page that is chosen.
void drawDock(PanelContext& context, const PanelBox& box);

/// Its keys and its page's, while no text box takes them.
void takeDockShortcuts(PanelContext& context, unsigned typed);

}  // namespace es::app
