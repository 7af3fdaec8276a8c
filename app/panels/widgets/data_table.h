#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "app/look/palette.h"

namespace es::app {

/// A table in the panels' colours that scrolls both ways below its head; then rows as in Dear ImGui, and
/// `endDataTable` when it is true. Its columns are as wide as they say in every frame. `rowPx`: a row's
/// height, where it is to be more than a line.
struct DataColumn {
  const char* label;
  const char* tip;
  float widthPx;
  bool shown = true;
  bool numbers = false;  // its cells are, which end at the right: so does its head
};
[[nodiscard]] bool beginDataTable(const char* id, std::span<const DataColumn> columns, float heightPx = 0,
                                  float rowPx = 0);
/// The width that a table of this room has for its columns of text when the others take so much.
[[nodiscard]] float textColumnsPx(float roomPx, float numbersPx, std::size_t columns);
void endDataTable();
/// A cell's text, right-aligned or elided to its column, with the whole in a tooltip where it was cut.
void numberCell(std::string_view utf8, const Color& color);
void textCell(std::string_view utf8, const Color& color);

}  // namespace es::app
