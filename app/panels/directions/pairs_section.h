#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The pairs' page: each pair's difference beside a direction, its cosine as a bar and as an angle, with the
/// mean of the held-out pairs and what chance would give.
void drawPairsSection(PanelContext& context);
/// Brings its boxes up to date where the pairs changed elsewhere.
void followPairs(PanelContext& context);

/// Within plus and minus this lies the cosine between two random directions in 95 of 100 cases: their cosine
/// is nearly normal with a standard deviation of 1 over the root of the dimensions.
[[nodiscard]] double chanceCosine(math::Index dims);

}  // namespace es::app
