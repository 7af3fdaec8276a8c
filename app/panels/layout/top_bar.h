#pragma once

#include <array>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The widths of the bar's parts, for the layout.
[[nodiscard]] float modeTabsWidth();
[[nodiscard]] std::array<float, 3> barToolWidths();

/// The modes, the box, and the tools of the window.
void drawTopBar(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
