#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the picture makes of two words, and whether the space agrees: "looks near france; in all 100
/// dimensions it is not: cosine .03".
[[nodiscard]] std::string lookText(const Lookalike& other);

/// The numbers of the word under the pointer, beside the pointer.
void drawHoverCard(PanelContext& context, const PanelBox& scene);

/// The card of the selected word, with what one can ask of it.
void drawSelectedCard(PanelContext& context, const PanelBox& box);
/// How high it would be; nothing while no word is selected.
[[nodiscard]] std::optional<float> selectedCardHeight(const PanelContext& context);

}  // namespace es::app
