#pragma once

#include "app/look/theme.h"

namespace es::app {

/// Sets the current ImGui style: the theme's colours, and sizes meant for lines of 17 px, times `scale`.
void applyTheme(Theme theme, float scale);

}  // namespace es::app
