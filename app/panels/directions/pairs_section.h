#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The document's pairs beside their direction: every pair's cosine as a bar around zero.
void drawPairsSection(PanelContext& context);
/// Brings its boxes up to date where the pairs changed elsewhere.
void followPairs(PanelContext& context);

}  // namespace es::app
