#pragma once

#include "app/command/layer_commands.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The rows of the unembedding matrix for an answer's tokens, and the ranges of their strips' colours.
struct UnembeddedRows {
  const math::RowMatrix& rows;  // (ranked, dims)
  double vectorRange = 1, rowRange = 1;
};

/// A lesson's: the whole text, its last vector times a row for each of the likeliest tokens, the scores, and
/// as long as there is room the bars of the probabilities that they come to.
void drawUnembeddingStage(PanelContext& context, const UnembedAnswer& answer, const UnembeddedRows& rows);

}  // namespace es::app
