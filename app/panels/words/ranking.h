#pragma once

#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// The nearest words of the standing question beside a lesson's picture, large enough for the back of a
/// class: the first ones with their scores, and those whose place was asked. {0, 0}: no question stands.
[[nodiscard]] ImVec2 rankingSize(const PanelContext& context);
void drawRanking(const PanelContext& context, const PanelBox& box);

}  // namespace es::app
