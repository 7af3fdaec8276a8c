#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Which tokens each attention head looks at: all heads small, one large.
void drawAttentionPage(PanelContext& context);

}  // namespace es::app
