#pragma once

#include "app/panels/model/model_text.h"
#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// Where columns of cells stand: the first cell's corner, a cell's size, from column to column, how many
/// tokens and how many of their numbers.
struct ColumnsPlace {
  ImVec2 at;
  ImVec2 cellPx;
  float pitchPx = 0;
  std::size_t shown = 0;
  math::Index numbers = 0;
};
/// The tokens' columns without their heads.
void drawTokenColumnsAt(PanelContext& context, const TypedTokens& typed, const ColumnsPlace& place);

/// Each token of the text as the column of numbers that it becomes: the first of them as coloured cells, with
/// the numbers in them where there is room. Fills the room that is left.
void drawTokenColumns(PanelContext& context, const TypedTokens& typed);

}  // namespace es::app
