#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Of the bar with a lesson's caption, in a picture of this width; 0 while none is on.
[[nodiscard]] float lessonBarHeightPx(const PanelContext& context, float widthPx);
void drawLessonBar(PanelContext& context, const PanelBox& box);

}  // namespace es::app
