#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Brings the texts of the boxes up to date where the document changed elsewhere (undo, scripts).
void followDocument(PanelContext& context);

}  // namespace es::app
