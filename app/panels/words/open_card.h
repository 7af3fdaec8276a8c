#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// What is open, and what could be: what was opened last, what lies on this computer, a box for any path.
void drawOpenCard(PanelContext& context);
/// Where the session is to be saved, the first time, where the desktop has no dialog for it.
void drawSaveCard(PanelContext& context);
/// Once a frame: a card that is gone will take the keyboard again when it comes.
void followFileCards(PanelContext& context);

}  // namespace es::app
