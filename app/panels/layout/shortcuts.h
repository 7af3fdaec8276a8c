#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What typed characters do while no text box takes them, and where the keyboard goes next.
void takeShortcuts(PanelContext& context);

}  // namespace es::app
