#pragma once

#include <string_view>

#include "app/look/palette.h"
#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// What every window of the panels is: no title, where it is put, nothing remembered.
[[nodiscard]] ImGuiWindowFlags panelFlags();

/// A card that floats over the scene: rounded, with a soft border. `flags` come on top of panelFlags. Always
/// closed by endCard.
void beginCard(const char* name, const PanelBox& box, ImGuiWindowFlags flags = 0);
void endCard();
/// A window without a ground, for controls that stand on the scene by themselves.
void beginFree(const char* name, const PanelBox& box);
void endFree();

[[nodiscard]] float pillWidth(std::string_view label);
/// A rounded button with a label where the cursor is; true when it was pressed. `on`: what it opens is open.
[[nodiscard]] bool chipOf(const PanelContext& context, std::string_view label, ImVec2 size, bool on);
[[nodiscard]] bool chip(const PanelContext& context, std::string_view label, float heightPx);
/// The one that one would press.
[[nodiscard]] bool filledChip(const PanelContext& context, std::string_view label, float heightPx);
[[nodiscard]] float chipWidth(std::string_view label);

/// Text over the scene, with its ground around it so that it can be read; lines broken at `widthPx`. Behind
/// all windows.
void sceneText(const PanelContext& context, const PanelBox& box, float times, std::string_view utf8,
               const Color& color);
[[nodiscard]] float sceneTextHeight(float times, std::string_view utf8, float widthPx);

}  // namespace es::app
