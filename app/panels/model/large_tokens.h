#pragma once

#include "app/panels/model/model_text.h"

namespace es::app {

/// A lesson's: the text, and below it its tokens as boxes as large as there is room for, pieces of one word
/// bracketed under the word. Of few tokens, each stands over the column of numbers that it becomes.
void drawLargeTokens(PanelContext& context, const TypedTokens& typed);

}  // namespace es::app
