#pragma once

#include <vector>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// One line of the menu, and what it asks, in order. Copying is no command: there are none then.
struct WordChoice {
  const char* label;
  std::vector<Command> commands;
};

/// The standing question with the word added (1) or taken off (-1); a word that cancels out goes.
[[nodiscard]] Command questionWith(const DocumentState& document, const std::string& word, double factor);

/// What one can do with a word of the open table, in the order of the menu: its neighbours, adding it to the
/// standing formula or taking it off, keeping its arrow, centring and selecting it, copying it.
[[nodiscard]] std::vector<WordChoice> wordChoices(const DocumentState& document, math::Index row);

/// The menu of the word that was clicked with the right button (PanelState::wordMenu), at the pointer.
void drawWordMenu(PanelContext& context);

}  // namespace es::app
