#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The nearest words of the current query, each with its score; below them `footPx` are left free.
void drawAnswersPanel(PanelContext& context, float footPx);

}  // namespace es::app
