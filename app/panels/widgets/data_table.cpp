#include "app/panels/widgets/data_table.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

constexpr int kTableColors = 4;
constexpr float kCellPaddingEms = 0.35F;

void pushTableColors() {
  const ImVec4 panel = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
  const ImVec4 border = ImGui::GetStyleColorVec4(ImGuiCol_Border);
  ImGui::PushStyleColor(ImGuiCol_TableHeaderBg, panel);
  ImGui::PushStyleColor(ImGuiCol_TableBorderLight, border);
  ImGui::PushStyleColor(ImGuiCol_TableBorderStrong, border);
  ImGui::PushStyleColor(ImGuiCol_TableRowBgAlt, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
}

void drawHead(std::span<const DataColumn> columns) {
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  int index = 0;
  for (const DataColumn& column : columns) {
    if (!column.shown) continue;
    ImGui::TableSetColumnIndex(index);
    ImGui::PushID(index++);  // two columns may have one name
    const float spare = ImGui::GetContentRegionAvail().x - textWidth(column.label);
    if (column.numbers && spare > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + spare);
    ImGui::TableHeader(column.label);
    ImGui::PopID();
    tooltip(column.tip);
  }
  ImGui::PopStyleColor();
}

}  // namespace

bool beginDataTable(const char* id, std::span<const DataColumn> columns, float heightPx, float rowPx) {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingFixedFit |
                                     ImGuiTableFlags_NoSavedSettings;
  const auto count =
      std::count_if(columns.begin(), columns.end(), [](const DataColumn& c) { return c.shown; });
  pushTableColors();
  const float spare = std::max(0.12F * em(), (rowPx - ImGui::GetTextLineHeight()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(kCellPaddingEms * em(), spare));
  const float pitch = ImGui::GetTextLineHeight() + 2 * spare;
  const float room = heightPx > 0 ? heightPx : ImGui::GetContentRegionAvail().y;
  const float whole = std::max(2.0F, std::floor(room / pitch)) * pitch;  // no row is cut
  if (!ImGui::BeginTable(id, static_cast<int>(count), kFlags, {0, whole})) {
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(kTableColors);
    return false;
  }
  for (const DataColumn& column : columns)
    if (column.shown) ImGui::TableSetupColumn(column.label, ImGuiTableColumnFlags_WidthFixed, column.widthPx);
  ImGui::TableSetupScrollFreeze(1, 1);
  drawHead(columns);
  return true;
}

void endDataTable() {
  ImGui::EndTable();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(kTableColors);
}

float textColumnsPx(float roomPx, float numbersPx, std::size_t columns) {
  const float paddings = 2 * kCellPaddingEms * em() * static_cast<float>(columns);
  return std::max(0.0F, roomPx - numbersPx - paddings - ImGui::GetStyle().ScrollbarSize - em());
}

void numberCell(std::string_view utf8, const Color& color) {
  const float width = textWidth(utf8);
  const float room = ImGui::GetContentRegionAvail().x;
  if (width < room) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
  text(utf8, color);
}

void textCell(std::string_view utf8, const Color& color) {
  const std::string fitting = elided(utf8, ImGui::GetContentRegionAvail().x);
  text(fitting, color);
  if (fitting != utf8) tooltip(utf8);
}

}  // namespace es::app
