#include "app/panels/labs/matrix_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/panels/labs/matrix_figure.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

using math::Index;

/// Where cells stand: below slanted words, right of the rows' numbers.
struct Sheet {
  const PanelContext& context;
  const SignedColors& signedColors;
  ImVec2 at;  // of the first cell
  float columnPx = 0, heightPx = 0;
  [[nodiscard]] const model::EmbeddingTable& table() const { return *context.table(); }
};

/// Commas and the like cannot be seen from far: they stand in quotes.
std::string headText(const Sheet& sheet, Index column) {
  const std::string word = base::displayText(sheet.table().vocabulary().word(column));
  const bool letters = std::ranges::any_of(word, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
  return letters ? word : "“" + word + "”";
}

/// Columns from `from` to before `end`, the first at x; with a frame about the selected one.
void drawColumns(const Sheet& sheet, float x, Index from, Index end) {
  const model::EmbeddingTable& table = sheet.table();
  const auto& document = sheet.context.document();
  const Palette& colors = sheet.context.colors;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float rowPx = sheet.heightPx / static_cast<float>(table.dims());
  for (Index column = from; column < end; ++column) {
    const float left = x + sheet.columnPx * static_cast<float>(column - from);
    const ImVec2 low{left, sheet.at.y}, high{left + sheet.columnPx - 1, sheet.at.y + sheet.heightPx};
    const bool pulled = document.pulled && document.pulled->row == column;
    const bool selected = document.selected == column;
    if (pulled) {  // its place is kept
      draw.AddRectFilled(low, high, toU32(colors.difference, 0.14F));
    } else {
      const math::Vector row = table.vector(column);
      drawCells({low, {sheet.columnPx - 1, rowPx}, true, 0},
                {row.data(), static_cast<std::size_t>(row.size())}, sheet.signedColors);
    }
    if (pulled || selected)
      draw.AddRect(low, high, toU32(pulled ? colors.difference : colors.selected), 0, 0,
                   std::max(2.0F, em() / 8));
    const Color& ink = pulled ? colors.difference : selected ? colors.selected : colors.text;
    slantedText({left + sheet.columnPx / 2, sheet.at.y - 0.3F * em()}, headText(sheet, column), ink);
  }
}

void drawRowNumbers(const Sheet& sheet, float right) {
  const Index rows = sheet.table().dims();
  const float rowPx = sheet.heightPx / static_cast<float>(rows);
  for (Index row = 1; row <= rows; row = row == 1 ? 10 : row + 10) {
    const std::string label = fmt::to_string(row);
    const float y = sheet.at.y + rowPx * (static_cast<float>(row) - 0.5F) - smallHeight() / 2;
    smallText({right - smallWidth(label), y}, label, sheet.context.colors.textDim);
  }
}

float headHeight() {
  return 4.2F * em();
}

/// Between two blocks: how many columns are left out.
void drawGap(const PanelContext& context, const Sheet& sheet, float left, float width, Index more) {
  const float middle = left + width / 2, y = sheet.at.y + sheet.heightPx / 2;
  const std::string count = base::groupedText(more);
  textAt({middle - textWidth(count) / 2, y - 1.1F * em()}, count, context.colors.text);
  textAt({middle - textWidth("more") / 2, y}, "more", context.colors.text);
  textAt({middle - textWidth("…") / 2, y - 2.4F * em()}, "…", context.colors.textDim);
  textAt({middle - textWidth("…") / 2, y + em()}, "…", context.colors.textDim);
}

Sheet sheetOf(const PanelContext& context, const SignedColors& signedColors, float gutter) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  Sheet sheet{context, signedColors, {at.x + gutter, at.y + headHeight()}};
  sheet.heightPx = ImGui::GetContentRegionAvail().y - headHeight() - 1.6F * em();
  return sheet;
}

/// Below the cells: what they are, and where there is room, what their colours say, in these.
void drawFoot(const Sheet& sheet, const std::string& said, float roomPx) {
  const Palette& colors = sheet.context.colors;
  float x = sheet.at.x;
  const float y = sheet.at.y + sheet.heightPx + 0.3F * em();
  const auto put = [&](const std::string& words, const Color& ink) {
    textAt({x, y}, words, ink);
    x += textWidth(words);
  };
  put(said, colors.textDim);
  if (textWidth(said + ": blue above 0, red below") > roomPx) return;
  put(": ", colors.textDim);
  put("blue above 0", colors.first);
  put(", ", colors.textDim);
  put("red below", colors.second);
}

float rowGutter(const PanelContext& context) {
  return smallWidth(fmt::to_string(context.table()->dims())) + 0.5F * em();
}

void drawBothEnds(const PanelContext& context, const SignedColors& signedColors) {
  const Index columns = context.table()->size();
  const float gutter = rowGutter(context), room = ImGui::GetContentRegionAvail().x;
  Sheet sheet = sheetOf(context, signedColors, gutter);
  const float wanted = 1.9F * em(), overhang = 2.6F * em();  // of the last slanted word
  const float gap = textWidth(base::groupedText(columns)) + 1.5F * em();
  const auto fits = static_cast<Index>(std::max(2.0F, (room - gutter - gap - overhang) / wanted));
  const MatrixEnds ends = matrixEnds(columns, fits);
  sheet.columnPx = wanted;
  drawRowNumbers(sheet, sheet.at.x - 0.3F * em());
  drawColumns(sheet, sheet.at.x, 0, ends.first);
  const float after = sheet.at.x + sheet.columnPx * static_cast<float>(ends.first);
  if (ends.last > 0) {
    drawGap(context, sheet, after, gap, columns - ends.first - ends.last);
    drawColumns(sheet, after + gap, columns - ends.last, columns);
  }
  drawFoot(sheet,
           base::groupedText(columns) + " words × " + base::groupedText(context.table()->dims()) + " numbers",
           room - gutter);
}

/// A number of a pulled column: its place, a bar, the number.
void drawNumber(const PanelContext& context, const SignedColors& signedColors, std::size_t i, double value,
                ImVec2 at, ImVec2 size) {
  const std::string index = fmt::to_string(i + 1), number = base::shownText(value);
  const float y = at.y + (size.y - ImGui::GetTextLineHeight()) / 2;
  const float indexPx = textWidth("100"), numberPx = textWidth("−0.000");
  textAt({at.x + indexPx - textWidth(index), y}, index, context.colors.textDim);
  const float left = at.x + indexPx + 0.5F * em(), right = at.x + size.x - numberPx - 0.3F * em();
  const float middle = (left + right) / 2;
  const float reach =
      (right - left) / 2 * static_cast<float>(std::clamp(value / signedColors.range(), -1.0, 1.0));
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled({std::min(middle, middle + reach), at.y + 2},
                     {std::max(middle, middle + reach), at.y + size.y - 2}, toU32(signedColors.color(value)));
  textAt({at.x + size.x - textWidth(number), y}, number, context.colors.text);
}

/// The column as a list that ends at its last number.
void drawList(const PanelContext& context, const VectorAnswer& column, const SignedColors& signedColors,
              ImVec2 at, ImVec2 size) {
  textAt(at, elided(base::displayText(column.word), size.x), context.colors.difference);
  const float row = 1.15F * em(), top = at.y + 1.5F * em();
  const std::size_t all = column.values.size();
  const auto fits = static_cast<std::size_t>(std::max(3.0F, (at.y + size.y - top) / row));
  const std::size_t shown = all <= fits ? all : fits - 2;
  const auto line = [&](std::size_t place, std::size_t i) {
    drawNumber(context, signedColors, i, static_cast<double>(column.values[i]),
               {at.x, top + row * static_cast<float>(place)}, {size.x, row});
  };
  for (std::size_t i = 0; i < shown; ++i) line(i, i);
  if (shown == all) return;
  textAt({at.x + textWidth("100") / 2, top + row * static_cast<float>(shown) - 0.1F * em()}, "⋮",
         context.colors.textDim);
  line(shown + 1, all - 1);
}

void drawPulledOut(const PanelContext& context, const VectorAnswer& column,
                   const SignedColors& signedColors) {
  const Index columns = context.table()->size();
  const float gutter = rowGutter(context), listPx = 13.5F * em();
  const ImVec2 from = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  Sheet sheet = sheetOf(context, signedColors, gutter);
  sheet.columnPx = 2.2F * em();
  const float arrow = 3.5F * em();
  const auto fits = static_cast<Index>(std::max(3.0F, (room.x - gutter - listPx - arrow) / sheet.columnPx));
  const Index first = std::clamp<Index>(column.row - fits / 2, 0, std::max<Index>(0, columns - fits));
  const Index end = std::min(columns, first + fits);
  drawRowNumbers(sheet, sheet.at.x - 0.3F * em());
  drawColumns(sheet, sheet.at.x, first, end);
  const float right = sheet.at.x + sheet.columnPx * static_cast<float>(end - first);
  const float slot = sheet.at.x + sheet.columnPx * (static_cast<float>(column.row - first) + 1);
  const float y = sheet.at.y + 0.62F * sheet.heightPx, tip = right + arrow - 0.6F * em(), head = 0.5F * em();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 ink = toU32(context.colors.difference);
  draw.AddLine({slot - sheet.columnPx / 2, y}, {tip - head, y}, ink, std::max(3.0F, em() / 6));
  draw.AddTriangleFilled({tip, y}, {tip - head, y - 0.7F * head}, {tip - head, y + 0.7F * head}, ink);
  drawList(context, column, signedColors, {right + arrow, from.y},
           {room.x - (right + arrow - from.x), room.y});
  drawFoot(sheet, "column " + base::groupedText(column.row + 1) + " of " + base::groupedText(columns),
           right + arrow - sheet.at.x - em());
}

}  // namespace

MatrixEnds matrixEnds(Index columns, Index fits) {
  if (columns <= fits) return {columns, 0};
  return {(fits + 1) / 2, fits / 2};
}

void drawMatrixStage(PanelContext& context, const SignedColors& signedColors) {
  const LargeLetters letters(stageTimes(1.3F));
  const auto& pulled = context.document().pulled;
  pulled ? drawPulledOut(context, *pulled, signedColors) : drawBothEnds(context, signedColors);
}

}  // namespace es::app
