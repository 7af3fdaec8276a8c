#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// How many nearly perpendicular directions fit into a space: every angle between random ones, counted.
void drawDirectionsPage(PanelContext& context);

/// The share of all pairs that lie within half a degree of the smallest or the largest angle: what was pushed
/// apart piles up there.
[[nodiscard]] double edgeShare(const DirectionsAnswer& answer);

}  // namespace es::app
