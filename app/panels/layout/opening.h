#pragma once

#include <vector>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Nothing has been asked yet: the opening scene, with a few questions to start from.
[[nodiscard]] bool isOpening(const PanelContext& context);
/// The widths of what is offered then; empty at any other time.
[[nodiscard]] std::vector<float> openingWidths(const PanelContext& context);
void drawOpening(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
