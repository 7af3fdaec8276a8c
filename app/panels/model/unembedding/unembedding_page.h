#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The last vector times the unembedding matrix: one logit for each token.
void drawUnembeddingPage(PanelContext& context);

}  // namespace es::app
