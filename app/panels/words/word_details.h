#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the picture makes of two words, and whether the space agrees: "looks near france; in all 100
/// dimensions it is not: cosine .03".
[[nodiscard]] std::string lookText(const Lookalike& other);

/// The numbers of the word under the pointer.
void drawWordDetails(PanelContext& context);
[[nodiscard]] float wordDetailsHeight();
/// The same in a corner of the picture, for when the column is away.
void drawWordCard(PanelContext& context, const PanelBox& picture);

}  // namespace es::app
