#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Takes what commands answered into the log; what failed can be corrected where it was typed.
void takeMessages(PanelContext& context);
[[nodiscard]] bool showsLog(const PanelContext& context);

/// The command line with the last answer beside it, and the log above where that is open.
void drawCommandLine(PanelContext& context, const PanelBox& box);

}  // namespace es::app
