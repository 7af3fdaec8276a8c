#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What the picture is and how much it shows, for the pill: "Overview · shows 11 %".
[[nodiscard]] std::string viewSentence(const DocumentState& document, bool brief);

/// The choices of the picture: which three directions of the space it shows.
void drawViewChoices(PanelContext& context);
/// Brings its boxes up to date where the slice changed elsewhere.
void followSlice(PanelContext& context);

}  // namespace es::app
