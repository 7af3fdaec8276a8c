#pragma once

#include "app/command/direction_commands.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The angles between all pairs of directions, from 0 to 180 degrees, in the room that is left: how many
/// stand at each, the outermost ones with their numbers, the empty sides beyond them; behind them what fewer
/// dimensions give.
void drawAngleHistogram(PanelContext& context, const DirectionsAnswer& answer, float widthPx);

}  // namespace es::app
