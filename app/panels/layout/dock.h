#pragma once

#include <span>
#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// How high the dock stands, tabs included, when it is so wide, in a window's body of this height.
float dockHeightPx(const PanelContext& context, float widthPx, float bodyHeightPx);

/// The dock below the picture: a bar of tabs, and when unfolded the page that is chosen.
void drawDock(PanelContext& context, const PanelBox& box);

/// Its keys, while no text box takes them.
void takeDockShortcuts(PanelContext& context, unsigned typed);

void showPage(PanelContext& context, DockPage page);

/// True when a model is open. Otherwise says what the panel would show and how to open one.
bool openModelOrHint(PanelContext& context, const char* wouldShow);
/// True when a text stands; otherwise says what the page would show of it.
bool textOrHint(PanelContext& context, const char* wouldShow);

/// A line that the model is at work, where it is.
void drawBusy(PanelContext& context);
/// What was wrong with the last question of this page.
void drawAskerError(const PanelContext& context, Asker asker);

/// Asks again when the standing text or the temperature is not the one that the page's answer was made from:
/// once for each, not while something is dragged, and never over what could still be redone.
bool shouldAsk(PanelContext& context, AskedFor& asked, bool answered);

/// The question that a page puts about the standing text by itself joins the undo step that brought the text.
void askForPage(PanelContext& context, Command command, Asker from);

/// What was typed goes to the model as soon as that is free; called once a frame, whatever page shows.
void giveTextToModel(PanelContext& context);

// ---- writing, for the page and its keys ----
void toggleWriting(PanelContext& context);
void stepStory(PanelContext& context, bool continues = false);
void backStory(PanelContext& context);
/// Goes on while writing is on; called once a frame, whatever page shows.
void goOnWriting(PanelContext& context);

void drawTextPage(PanelContext& context);
void drawWritePage(PanelContext& context);
void drawSoakPage(PanelContext& context);
void drawLensPage(PanelContext& context);
void drawAttentionPage(PanelContext& context);
void drawUnembeddingPage(PanelContext& context);
void drawParametersPage(PanelContext& context);

// ---- the labs ----
void drawMatrixPage(PanelContext& context);
/// Its keys: a column on, a column back.
void takeMatrixShortcuts(PanelContext& context, unsigned typed);
void drawProductPage(PanelContext& context);
void drawSoftmaxPage(PanelContext& context);
void drawDirectionsPage(PanelContext& context);

}  // namespace es::app
