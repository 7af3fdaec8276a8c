#pragma once

#include <span>
#include <string_view>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The lines of an answer in letters of one width, as its tables want it; cut where there is no room.
void drawAnswerLines(std::string_view answer, float widthPx, const Color& color);

/// The answers so far; on request only. `top`: of the card, in the window.
void drawLogCard(PanelContext& context, std::span<const Message> lines, const StageLayout& layout, float top);

}  // namespace es::app
