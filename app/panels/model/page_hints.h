#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// True when a model is open. Otherwise says what the panel would show and how to open one.
[[nodiscard]] bool openModelOrHint(PanelContext& context, const char* wouldShow);
/// True when a text stands; otherwise says what the page would show of it.
[[nodiscard]] bool textOrHint(PanelContext& context, const char* wouldShow);

/// A line that the model is at work, where it is.
void drawBusy(PanelContext& context);

}  // namespace es::app
