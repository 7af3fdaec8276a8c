#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The chosen column's tree of continuations.
void drawStoryTree(PanelContext& context);

/// Whether the shown story was gone on with in more than one way anywhere.
[[nodiscard]] bool storyBranches(const PanelContext& context);

}  // namespace es::app
