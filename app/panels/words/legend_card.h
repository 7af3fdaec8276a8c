#pragma once

#include <array>
#include <optional>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the colours of the points stand for, where a column gives them: each category with its words, or a
/// scale with its ends.

/// Its width and height, px; nothing: no column colours the points.
[[nodiscard]] std::optional<std::array<float, 2>> legendCardSize(const PanelContext& context);
void drawLegendCard(PanelContext& context, const PanelBox& box);

}  // namespace es::app
