#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The embedding matrix: a column of numbers for each word, and the column that is pulled out.
void drawMatrixPage(PanelContext& context);
/// Its keys: a column on, a column back.
void takeMatrixKey(PanelContext& context, unsigned typed);

}  // namespace es::app
