#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/look/palette.h"
#include "app/panels/widgets/panel_state.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

// ---- measures and text ----
[[nodiscard]] float
em();  // the font's size in logical pixels: every length of the panels is a multiple of it
[[nodiscard]] ImVec4 toVec4(const Color& color, float alpha = 1);
[[nodiscard]] ImU32 toU32(const Color& color, float alpha = 1);
[[nodiscard]] Color mix(const Color& a, const Color& b, float share);

/// The one door for text of the panels, words of a table in any script with it: here, and nowhere else, text
/// is handed to Dear ImGui, but for the labels of its own controls. It is never taken for a format or an id.
/// Words come through base::displayText first.
void text(std::string_view utf8);
void text(std::string_view utf8, const Color& color);
/// At a place of the window of its own, for figures.
void textAt(ImVec2 at, std::string_view utf8, const Color& color);
void textAt(ImVec2 at, std::string_view utf8, ImU32 ink);
/// As text() shows it, on one line.
[[nodiscard]] float textWidth(std::string_view utf8);
/// Of all lines; `wrapPx`: they are broken there (0: only where the text says so).
[[nodiscard]] ImVec2 textSize(std::string_view utf8, float wrapPx = 0);
/// As in text_flow.h, measured in the present font.
[[nodiscard]] std::string brokenAtSpaces(std::string_view utf8, float widthPx);
/// In lines as wide as there is room.
void wrapped(std::string_view utf8, const Color& color);
/// One line cut with an ellipsis where it is wider than `widthPx`: for text() and its like.
[[nodiscard]] std::string elided(std::string_view utf8, float widthPx);
/// Shown when the pointer rests on the last item; gone with any click or key until the pointer moves.
enum class TipPlace { Pointer, Above };  // Above: of the item, where what lies below it is being watched
void tooltip(std::string_view utf8, TipPlace place = TipPlace::Pointer);
/// The same for what is more than text: draws what comes before endTip() when it is true.
[[nodiscard]] bool beginTip(TipPlace place = TipPlace::Pointer);
void endTip();
/// Follows the pointer and the keys, once a frame; tooltips and controls go by `state` until `endWidgets`.
void beginWidgets(PanelState& state);
void endWidgets();
/// Text smaller than the font, with its top left at `at`.
void smallText(ImVec2 at, std::string_view utf8, const Color& color);
/// The same `times` as large as the font.
void scaledText(ImVec2 at, float times, std::string_view utf8, const Color& color);
[[nodiscard]] float smallWidth(std::string_view utf8);
[[nodiscard]] float smallHeight();

// ---- controls ----
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

/// A row of buttons of which one is on; the index that was clicked, or nothing. `tips`: one a button, or
/// none.
[[nodiscard]] std::optional<int> segmented(const char* id, std::span<const std::string_view> labels, int on,
                                           float widthPx = 0, std::span<const char* const> tips = {});
/// A calm button of text: no frame until hovered; `on` paints it in the accent.
[[nodiscard]] bool flatButton(const char* label, const Color& color, const char* tip, bool enabled = true);
/// A small x.
[[nodiscard]] bool closeButton(const char* id, const char* tip);
/// Two chevrons for up and down.
[[nodiscard]] bool orderButton(const char* id, bool up, const char* tip, bool enabled);
/// The head of a section of the right column; true while it is unfolded. What the person made of it is kept
/// apart for sections that begin unfolded and folded.
[[nodiscard]] bool sectionHeader(const char* label, const char* tip, bool unfoldedAtFirst = true);
/// A horizontal bar in a rectangle: `share` of it filled.
void bar(ImVec2 topLeft, ImVec2 size, float share, const Color& color, const Color& ground);
/// A list of strings in the column's own layer right below (or above) a box; the index that was pressed.
struct DropList {
  ImVec2 at;  // its top left, or bottom left when `upward`
  float widthPx = 0;
  bool upward = false;
  int chosen = -1;
};
[[nodiscard]] std::optional<int> dropList(const char* id, const DropList& list,
                                          std::span<const std::string> rows);

}  // namespace es::app
