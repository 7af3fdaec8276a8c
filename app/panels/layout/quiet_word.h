#pragma once

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A short answer to what no box asked, or a word on a key that had nothing to do: at the lower left, over
/// everything, for a few seconds. How wide it would be; 0: there is none.
[[nodiscard]] float quietWidth(const PanelContext& context);
/// A click on the name of a file that was written copies its path.
void drawQuietWord(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
