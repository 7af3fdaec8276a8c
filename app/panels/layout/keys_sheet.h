#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The sheet of keys, while `showKeys`.
void drawKeysSheet(PanelContext& context);

}  // namespace es::app
