#pragma once

#include "app/panels/model/model_text.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Each token of the text as the column of numbers that it becomes: the first of them as coloured cells, with
/// the numbers in them where there is room. Fills the room that is left.
void drawTokenColumns(PanelContext& context, const TypedTokens& typed);

}  // namespace es::app
