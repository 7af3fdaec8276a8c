#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Where the softmax page's numbers come from: typed ones, or the dot products of words with a formula. Two
/// boxes in a line where there is room.
void drawSoftmaxSource(PanelContext& context);
/// Brings its boxes up to date where the logits changed elsewhere.
void followSoftmax(PanelContext& context);

}  // namespace es::app
