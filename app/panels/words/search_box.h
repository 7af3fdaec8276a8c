#pragma once

#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The one box in which the nearest words are asked for: a word or a formula.
struct SearchState {
  std::string text;
  std::string standing;   // the standing question as the box has it
  std::string seenQuery;  // what the document said last
  int completionAt = -1;  // the chosen one of the words below the box
  bool typing = false;    // since the last question: words are offered below the box
};

/// The box with its completions, where the cursor is.
void drawSearchBox(PanelContext& context, float widthPx);
/// Asks for the words nearest to a typed word or formula; what is wrong with it hangs under the box.
void askNearest(PanelContext& context, const std::string& typed);
/// Brings the box up to date where the current query changed elsewhere.
void followQuery(PanelContext& context);

}  // namespace es::app
