#pragma once

#include "app/command/command.h"

namespace es::app {

/// Sets the current ImGui style: the theme's colours, and sizes meant for 15 px text times `scale`.
void applyTheme(Theme theme, float scale);

}  // namespace es::app
