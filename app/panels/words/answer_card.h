#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The card of a question that stands: the formula, the nearest words each with its score, what nearest
/// means, and the formulas whose arrows are kept. Folded it is its formula alone.
/// `folds`: there is no room for more.
void drawAnswerCard(PanelContext& context, const PanelBox& box, bool folds);

/// How high it would be; nothing while there is nothing to show.
[[nodiscard]] std::optional<float> answerCardHeight(const PanelContext& context, float widthPx);
/// Of a question's, folded.
[[nodiscard]] float foldedCardHeight(const PanelContext& context);

}  // namespace es::app
