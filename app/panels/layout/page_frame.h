#pragma once

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Between a page's upper edge and its tabs, px.
[[nodiscard]] float pageTopPad();
/// The page beside the scene: its mode's pages as a path of tabs, and the one that is chosen.
void drawPageFrame(PanelContext& context, const StageLayout& layout);
/// What a page draws, alone, as a lesson shows it.
void drawBarePage(PanelContext& context, const PanelBox& box, void (*draw)(PanelContext& context));

}  // namespace es::app
