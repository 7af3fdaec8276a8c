#pragma once

#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/panel_text.h"

namespace es::app {

#if IMGUI_VERSION_NUM >= 19200
/// From 1.92 on Dear ImGui asks for a glyph when it first draws it: the atlas gets a font whose glyphs are
/// ours, and no other. `text` must live as long as the atlas.
void addPanelFont(ImFontAtlas& atlas, const PanelText& text);
#endif

}  // namespace es::app
