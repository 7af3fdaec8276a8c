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

/// The last answer where it is one line to what no box asked: to be said quietly. Null: it is not.
[[nodiscard]] const Message* quietMessage(const PanelContext& context);

}  // namespace es::app
