#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/look/palette.h"
#include "app/panels/widgets/panel_input.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

// ---- measures and text ----
float em();  // the font's size in logical pixels: every length of the panels is a multiple of it
ImVec4 toVec4(const Color& color, float alpha = 1);
ImU32 toU32(const Color& color, float alpha = 1);
Color mix(const Color& a, const Color& b, float share);

/// Text that is never taken for a format or an id. Words come through model::displayText first.
void text(std::string_view utf8);
/// As text() shows it, on one line.
float textWidth(std::string_view utf8);
void text(std::string_view utf8, const Color& color);
/// As in text_flow.h, measured in the present font.
std::string brokenAtSpaces(std::string_view utf8, float widthPx);
/// In lines as wide as there is room.
void wrapped(std::string_view utf8, const Color& color);
/// One line cut with an ellipsis where it is wider than `widthPx`, in the form in which Dear ImGui takes it
/// (shown_form.h): for text() and for Dear ImGui's own calls.
std::string elided(std::string_view utf8, float widthPx);
/// Shown when the pointer rests on the last item; gone with any click or key until the pointer moves.
void tooltip(std::string_view utf8);
/// The same for what is more than text: draws what comes before endTip() when it is true.
bool beginTip();
void endTip();
/// Follows the pointer and the keys, once a frame; tooltips go by it until `endTooltips`.
void beginTooltips(TooltipPatience& patience);
void endTooltips();
/// 0.468 -> ".468", -2.217 -> "-2.217".
std::string scoreText(double score, int decimals = 3);
/// Text smaller than the font, with its top left at `at`.
void smallText(ImVec2 at, std::string_view utf8, const Color& color);
float smallWidth(std::string_view utf8);
float smallHeight();

// ---- text boxes ----
struct TextBoxSpec {
  const char* hint = "";
  float widthPx = 0;       // 0: all that is left
  bool focus = false;      // take the keyboard now
  bool inTabOrder = true;  // Tab that completes nothing goes on to the next box
  // Each gives the text that replaces what is typed, or nothing. They must not throw.
  std::function<std::optional<std::string>(std::string_view typed)> onTab;  // a completion
  std::function<std::optional<std::string>(int step)> onArrow;              // -1 up, +1 down
  std::function<std::optional<std::string>(std::string_view typed)> onEdit;
};
struct TextBoxEvents {
  bool entered = false, edited = false;
  bool open = false;  // it has the keyboard, or lost it in this very frame (a click on its completions)
};
TextBoxEvents textBox(KeyboardFocus& keyboard, const char* id, std::string& value, const TextBoxSpec& spec);

// ---- controls ----
/// A row of buttons of which one is on; the index that was clicked, or nothing. `tips`: one a button, or
/// none.
std::optional<int> segmented(const char* id, std::span<const char* const> labels, int on, float widthPx = 0,
                             std::span<const char* const> tips = {});
/// A calm button of text: no frame until hovered; `on` paints it in the accent.
bool flatButton(const char* label, const Color& color, const char* tip, bool enabled = true);
/// The double chevron that folds a column; `left`: it points left.
bool chevronButton(const char* id, bool left, const char* tip);
/// A small x.
bool closeButton(const char* id, const char* tip);
/// Two chevrons for up and down.
bool orderButton(const char* id, bool up, const char* tip, bool enabled);
/// The head of a section of the right column; true while it is unfolded. What the person made of it is kept
/// apart for sections that begin unfolded and folded.
bool sectionHeader(const char* label, const char* tip, bool unfoldedAtFirst = true);
/// A horizontal bar in a rectangle: `share` of it filled.
void bar(ImVec2 topLeft, ImVec2 size, float share, const Color& color, const Color& ground);
/// A list of strings in the column's own layer right below (or above) a box; the index that was pressed.
struct DropList {
  ImVec2 at;  // its top left, or bottom left when `upward`
  float widthPx = 0;
  bool upward = false;
  int chosen = -1;
};
std::optional<int> dropList(const char* id, const DropList& list, std::span<const std::string> rows);

/// A table in the panels' colours that scrolls both ways below its head; then rows as in Dear ImGui, and
/// `endDataTable` when it is true.
struct DataColumn {
  const char* label;
  const char* tip;
  float widthPx;
  bool shown = true;
};
bool beginDataTable(const char* id, std::span<const DataColumn> columns, float heightPx = 0);
void endDataTable();
/// A cell's text, right-aligned or elided to its column, with the whole in a tooltip where it was cut.
void numberCell(std::string_view utf8, const Color& color);
void textCell(std::string_view utf8, const Color& color);

// ---- words in boxes ----
/// Splits "cat \"new york\" sister-in-law" at white space; quotes hold words together. Throws es::Error where
/// a quote is not closed.
std::vector<std::string> wordsOfText(std::string_view text);
/// The same of a text whose groups of words are parted by semicolons; empty groups are left out.
std::vector<std::vector<std::string>> wordGroupsOfText(std::string_view text);
/// The other way: quoted where needed.
std::string textOfWords(std::span<const std::string> words);
/// Where the word that is being typed begins: after white space, an operator or a parenthesis.
std::size_t lastWordAt(std::string_view text);

}  // namespace es::app
