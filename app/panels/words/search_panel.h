#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The boxes in which the nearest words are asked for.
struct SearchState {
  std::string text, formula;  // a word's box, a formula's
  std::string seenQuery;      // what the document said last
  int completionAt = -1;      // the chosen one of the words below the box
};

/// The boxes, the metric, and the formulas whose arrows are kept.
void drawSearchPanel(PanelContext& context);
/// Brings the boxes up to date where the current query changed elsewhere.
void followQuery(PanelContext& context);

}  // namespace es::app
