#pragma once

#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// Dear ImGui's controls, reached by Tab as well: panels draw them by these alone. The one that the keyboard
/// is on has a frame, and Enter or the space bar press it. What only a mouse can do (to drag a divider, to
/// turn an arrow) is an InvisibleButton; where it matters a box beside it takes the number.
[[nodiscard]] bool textButton(const char* label, ImVec2 size = {0, 0});
/// A button without a look.
[[nodiscard]] bool pressArea(const char* id, ImVec2 size);
[[nodiscard]] bool checkbox(const char* label, bool* on);
[[nodiscard]] bool selectable(const char* label, bool on = false, ImGuiSelectableFlags flags = 0,
                              ImVec2 size = {0, 0});
[[nodiscard]] bool menuItem(const char* label, const char* keys = nullptr, bool on = false,
                            bool enabled = true);

}  // namespace es::app
