#pragma once

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The page beside the scene: its mode's pages as a path of tabs, and the one that is chosen.
void drawPageFrame(PanelContext& context, const StageLayout& layout);
/// The page alone, as a lesson shows it.
void drawBarePage(PanelContext& context, const PanelBox& box);

}  // namespace es::app
