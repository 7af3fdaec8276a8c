#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// What the picture makes of two words, and whether the space agrees: "looks near france; in all 100
/// dimensions it is not: cosine .03".
[[nodiscard]] std::string lookText(const Lookalike& other);

/// The numbers of the word under the pointer, beside the pointer.
void drawHoverCard(PanelContext& context, const PanelBox& scene);

/// The clearest words of the topic whose name the pointer is on.
void drawTopicCard(PanelContext& context, const PanelBox& scene);

/// Where a card goes beside the pointer: within the scene, and off the label that it is about. `card`: its
/// size, and how far from the pointer it stays, px.
struct PointerCardSize {
  float widthPx = 0, heightPx = 0, awayPx = 0;
};
[[nodiscard]] PanelBox besidePointer(const PanelBox& scene, ImVec2 pointer, const PointerCardSize& card,
                                     const std::optional<RectPx>& label);

/// The card of the selected word, with what one can ask of it.
void drawSelectedCard(PanelContext& context, const PanelBox& box);
/// How high it would be; nothing while no word is selected.
[[nodiscard]] std::optional<float> selectedCardHeight(const PanelContext& context);

}  // namespace es::app
