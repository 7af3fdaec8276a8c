#pragma once

#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/signed_colors.h"

namespace es::app {

/// A lesson's: both ends of the embedding matrix with what lies between them in words; of a column that is
/// pulled out its neighbours, its own place, and beside it the column as a list of numbers.
void drawMatrixStage(PanelContext& context, const SignedColors& signedColors);

/// So many columns of either end as `fits` leaves room for, the larger half first: all of them where they
/// fit.
struct MatrixEnds {
  math::Index first = 0, last = 0;  // columns shown from the beginning, and up to the end
};
[[nodiscard]] MatrixEnds matrixEnds(math::Index columns, math::Index fits);

}  // namespace es::app
