#pragma once

#include <memory>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What a page asked the model for by itself, once for each text and temperature.
struct AskedFor {
  std::shared_ptr<const TextState> text;
  double temperature = -1;
};

/// Asks again when the standing text or the temperature is not the one that the page's answer was made from:
/// once for each, not while something is dragged, and never over what could still be redone.
[[nodiscard]] bool shouldAsk(PanelContext& context, AskedFor& asked, bool answered);

/// The question that a page puts about the standing text by itself joins the undo step that brought the text.
void askForPage(PanelContext& context, Command command, Asker from);

}  // namespace es::app
