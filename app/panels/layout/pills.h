#pragma once

#include <string>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// "Next word · T = 1.0".
[[nodiscard]] std::string nextPillLabel(const PanelContext& context);
/// How high the card of the next word would be; nothing while it is closed.
[[nodiscard]] std::optional<float> nextCardHeight(const PanelContext& context);
/// What stands at the lower left: "40,038 words · 100 dimensions", or a quiet word on the last command.
[[nodiscard]] std::string statusText(const PanelContext& context);
[[nodiscard]] float statusWidth(const PanelContext& context);

/// The pills on the scene's lowest line with what they open, and the status beside them.
void drawPills(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
