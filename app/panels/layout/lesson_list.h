#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// All lessons with their pictures, while `showLessons`.
void drawLessonList(PanelContext& context);

}  // namespace es::app
