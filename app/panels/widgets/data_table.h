#pragma once

#include <span>
#include <string_view>

#include "app/look/palette.h"

namespace es::app {

/// A table in the panels' colours that scrolls both ways below its head; then rows as in Dear ImGui, and
/// `endDataTable` when it is true.
struct DataColumn {
  const char* label;
  const char* tip;
  float widthPx;
  bool shown = true;
};
[[nodiscard]] bool beginDataTable(const char* id, std::span<const DataColumn> columns, float heightPx = 0);
void endDataTable();
/// A cell's text, right-aligned or elided to its column, with the whole in a tooltip where it was cut.
void numberCell(std::string_view utf8, const Color& color);
void textCell(std::string_view utf8, const Color& color);

}  // namespace es::app
