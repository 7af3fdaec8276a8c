#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What typed characters and Tab do while no text box takes them, and where the keyboard goes next.
void takeShortcuts(PanelContext& context);
/// A frame around the control that Tab has come to.
void markTabStop(PanelContext& context);

}  // namespace es::app
