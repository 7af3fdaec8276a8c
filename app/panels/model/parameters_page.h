#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The model's parameters by part, beside GPT-3's.
void drawParametersPage(PanelContext& context);

}  // namespace es::app
