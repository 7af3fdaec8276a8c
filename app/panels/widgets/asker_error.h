#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What was wrong with the last question, below the box that it came from.
void drawAskerError(const PanelContext& context, Asker asker);

}  // namespace es::app
