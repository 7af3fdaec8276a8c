#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The columns' texts, every token a piece that can be pointed at and clicked.
void drawStoryTexts(PanelContext& context, float heightPx);
/// Where the chosen column's last token was drawn: the cumulative strip, its needle, the likeliest tokens.
void drawStoryDraw(PanelContext& context);
/// The chosen column's tree of continuations.
void drawStoryTree(PanelContext& context);

const Story& shownStory(const PanelContext& context);
bool storyAtEnd(const PanelContext& context, const Story& story);  // the model ended it
/// True where nothing can follow: an end-of-text token, or a full context.
bool storyEnded(const PanelContext& context, const Story& story);
/// The story's own temperature: 0 in the cold column.
double storyTemperature(const PanelContext& context, StoryColumn column);

}  // namespace es::app
