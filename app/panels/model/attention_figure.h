#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// One head's weights as arcs from a token to those that it looks at; a token that is clicked keeps its arcs.
void drawAttentionArcs(PanelContext& context, const AttentionAnswer& answer, const AttentionHead& head);

/// The same as a matrix: a row a token, what it looks at along the row.
void drawAttentionMatrix(PanelContext& context, const AttentionAnswer& answer, const AttentionHead& head);

/// How strongly a weight's arc shows, as opacity and width: by its root, so that weak ones can be seen; 0
/// below half a hundredth, at least a fifth from there on.
[[nodiscard]] float arcStrength(float weight);

/// A weight as the colour of a cell, by its root as well.
[[nodiscard]] Color weightColor(const PanelContext& context, float weight);

}  // namespace es::app
