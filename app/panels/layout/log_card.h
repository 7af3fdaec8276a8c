#pragma once

#include <span>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The answers so far in letters of one width, as their tables want it; on request only. `top`: of the card,
/// in the window.
void drawLogCard(PanelContext& context, std::span<const Message> lines, float top);

}  // namespace es::app
