#pragma once

#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// The three lines that open the menu, where the cursor is.
[[nodiscard]] bool menuButton(const PanelContext& context, float sidePx);
/// What the bar's menu opens ("##menu"), its top right at `at`. `toolsInBar`: those left out of the bar stand
/// in it.
void drawMainMenu(PanelContext& context, ImVec2 at, int toolsInBar);
/// Pictures and tables ("##export").
void drawExportMenu(PanelContext& context, ImVec2 at);

/// What the program is, while it is asked for.
void drawAbout(PanelContext& context);

}  // namespace es::app
