#pragma once

#include <string>
#include <vector>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Takes what commands answered into the log; what failed can be corrected where it was typed.
void takeMessages(PanelContext& context);

/// What hangs under the box: the command line when it was called, what a command answered with suggestions
/// to click, the work that runs, and the log on request.
void drawMessages(PanelContext& context, const StageLayout& layout);

/// A quiet word, or a short answer to what no box asked, for the lower left of the scene; empty: none.
[[nodiscard]] std::string quietWord(const PanelContext& context);

}  // namespace es::app
