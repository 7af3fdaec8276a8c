#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Counts of weights as areas, all of a figure to one scale. By `set weights`: the open model beside the
/// whole of GPT-3; the open words' matrix beside GPT-3's embedding; or what share of GPT-3 its two
/// vocabularies are. Not for WeightsLook::Parts. `Model` needs an open model, `Embedding` open words.
void drawWeightsFigure(const PanelContext& context);

}  // namespace es::app
