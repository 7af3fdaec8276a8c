#include "app/panels/labs/matrix_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/axis_ticks.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "base/smoothstep.h"

namespace es::app {

namespace {

constexpr double kLeastPx = 2;                             // of a cell's side
constexpr double kGoSec = 0.5;                             // to another column
constexpr float kSlantCos = 0.5735F, kSlantSin = 0.8192F;  // 55 degrees
constexpr float kOverhang = 2.2F;  // em that slanted words may reach beyond the last column
constexpr float kDragPx = 3;       // less is a click

using math::Index;

double numberPx() {
  return textWidth("−0.0000") + 0.4F * em();
}

double usualPx() {
  return 2.2 * em();
}

/// Where everything lies on the screen.
struct Figure {
  const model::EmbeddingTable& table;
  ImVec2 cells, size;  // of the cells' part
  float headPx = 0;    // above them
  double columnPx = 0, rowPx = 0, firstColumn = 0, firstRow = 0;
  std::optional<Index> hovered{};

  [[nodiscard]] Index columns() const { return table.size(); }
  [[nodiscard]] Index rows() const { return table.dims(); }
  [[nodiscard]] double seenColumns() const {
    return std::min(static_cast<double>(columns()), size.x / columnPx);
  }
  [[nodiscard]] double seenRows() const { return std::min(static_cast<double>(rows()), size.y / rowPx); }
  [[nodiscard]] float x(double column) const {
    return cells.x + static_cast<float>((column - firstColumn) * columnPx);
  }
  [[nodiscard]] float y(double row) const { return cells.y + static_cast<float>((row - firstRow) * rowPx); }
  [[nodiscard]] float bottom() const { return std::min(y(static_cast<double>(rows())), cells.y + size.y); }
  [[nodiscard]] Index fromColumn() const { return static_cast<Index>(firstColumn); }
  [[nodiscard]] Index endColumn() const {
    return std::min(columns(), static_cast<Index>(std::ceil(firstColumn + seenColumns())));
  }
  [[nodiscard]] Index fromRow() const { return static_cast<Index>(firstRow); }
  [[nodiscard]] Index endRow() const {
    return std::min(rows(), static_cast<Index>(std::ceil(firstRow + seenRows())));
  }
  [[nodiscard]] std::string word(Index column) const {
    return base::displayText(table.vocabulary().word(column));
  }
};

// ---- words ----
enum class Heads { Level, Slanted, Marked };  // of narrow columns only those that are marked have their words

Heads headsOf(double columnPx) {
  if (columnPx >= 3.2 * em()) return Heads::Level;
  return columnPx * kSlantSin >= 1.05 * smallHeight() ? Heads::Slanted : Heads::Marked;
}

float headHeight(double columnPx, float heightPx) {
  const float line = ImGui::GetTextLineHeight();
  return headsOf(columnPx) == Heads::Slanted ? std::clamp(0.3F * heightPx, line, 4.2F * em()) : line;
}

const Color& headColor(const PanelContext& context, const Figure& figure, Index column) {
  const DocumentState& document = context.document();
  if (document.pulled && document.pulled->row == column) return context.colors.difference;
  const bool marked = document.selected == column || figure.hovered == column;
  return marked ? context.colors.selected : context.colors.textDim;
}

void drawSlantedHeads(const PanelContext& context, const Figure& figure) {
  const float half = smallHeight() / 2, right = figure.cells.x + figure.size.x + kOverhang * em();
  const float foot = figure.cells.y - half * kSlantCos - 1;
  // Letters are left out by where they stand before they are turned: wide open for that.
  ImGui::GetWindowDrawList()->PushClipRect({figure.cells.x, figure.cells.y - figure.headPx},
                                           {right + figure.headPx + 4 * em(), figure.cells.y});
  for (Index column = figure.fromColumn(); column < figure.endColumn(); ++column) {
    const float x = figure.x(static_cast<double>(column) + 0.5);
    const float across = (right - x - half * kSlantSin) / kSlantCos;
    const float up = (figure.headPx - 2 * half * kSlantCos - 1) / kSlantSin;
    if (x < figure.cells.x + half || across < em()) continue;
    const std::string label = elided(figure.word(column), std::min(up, across) * em() / smallHeight());
    slantedText({x, foot}, label, headColor(context, figure, column));
  }
  ImGui::GetWindowDrawList()->PopClipRect();
}

void drawLevelHeads(const PanelContext& context, const Figure& figure) {
  const auto width = static_cast<float>(figure.columnPx) - 0.4F * em();
  for (Index column = figure.fromColumn(); column < figure.endColumn(); ++column) {
    const std::string label = elided(figure.word(column), width);
    const float spare = width - textWidth(label);
    const ImVec2 at{figure.x(static_cast<double>(column)) + 0.2F * em() + spare / 2,
                    figure.cells.y - figure.headPx};
    textAt(at, label, headColor(context, figure, column));
  }
}

/// The words of the columns that are marked, where they do not cover one another.
void drawMarkedHeads(const PanelContext& context, const Figure& figure) {
  const auto& pulled = context.document().pulled;
  const std::array marked{figure.hovered, context.document().selected,
                          pulled ? std::optional(pulled->row) : std::nullopt};
  std::vector<std::pair<float, float>> taken;
  for (const std::optional<Index>& column : marked) {
    if (!column || *column < figure.fromColumn() || *column >= figure.endColumn()) continue;
    const std::string label = elided(figure.word(*column), figure.size.x);
    const float width = textWidth(label);
    const float left = std::clamp(figure.x(static_cast<double>(*column) + 0.5) - width / 2, figure.cells.x,
                                  std::max(figure.cells.x, figure.cells.x + figure.size.x - width));
    const bool covers = std::any_of(taken.begin(), taken.end(), [&](const auto& other) {
      return left < other.second + 0.5F * em() && other.first < left + width + 0.5F * em();
    });
    if (covers) continue;
    taken.emplace_back(left, left + width);
    textAt({left, figure.cells.y - figure.headPx}, label, headColor(context, figure, *column));
  }
}

void drawHeads(const PanelContext& context, const Figure& figure) {
  ImGui::GetWindowDrawList()->PushClipRect({figure.cells.x, figure.cells.y - figure.headPx},
                                           {figure.cells.x + figure.size.x, figure.cells.y}, true);
  if (headsOf(figure.columnPx) == Heads::Level) drawLevelHeads(context, figure);
  if (headsOf(figure.columnPx) == Heads::Marked) drawMarkedHeads(context, figure);
  ImGui::GetWindowDrawList()->PopClipRect();
  if (headsOf(figure.columnPx) == Heads::Slanted) drawSlantedHeads(context, figure);
}

/// The numbers of the rows, so far apart that they can be read.
void drawRowNumbers(const PanelContext& context, const Figure& figure) {
  const double apart = std::max(1.0, 1.2 * smallHeight() / figure.rowPx);
  const auto step = static_cast<Index>(std::max(1.0, math::tickStep(apart, 1)));
  for (Index row = figure.fromRow(); row < figure.endRow(); ++row) {
    if ((row + 1) % step != 0 && !(row == 0 && step > 2)) continue;
    const std::string label = fmt::to_string(row + 1);
    const float y = figure.y(static_cast<double>(row) + 0.5) - smallHeight() / 2;
    if (y < figure.cells.y - smallHeight() / 2 || y + smallHeight() > figure.cells.y + figure.size.y + 2)
      continue;
    smallText({figure.cells.x - smallWidth(label) - 0.3F * em(), y}, label, context.colors.textDim);
  }
}

// ---- cells ----
/// With as many decimals as fit.
std::string fittingNumber(float value, float widthPx) {
  for (int decimals = 3; decimals > 0; --decimals) {
    std::string number = base::shownText(static_cast<double>(value), decimals);
    if (textWidth(number) <= widthPx) return number;
  }
  return base::shownText(static_cast<double>(value), 0);
}

void drawNumbers(const PanelContext& context, const Figure& figure, const SignedColors& signedColors,
                 Index column) {
  const auto width = static_cast<float>(figure.columnPx);
  const float spareY = (static_cast<float>(figure.rowPx) - ImGui::GetTextLineHeight()) / 2;
  for (Index row = figure.fromRow(); row < figure.endRow(); ++row) {
    const float value = figure.table.rows()(column, row);
    const std::string number = fittingNumber(value, width - 0.3F * em());
    const ImVec2 at{figure.x(static_cast<double>(column)) + width - 0.25F * em() - textWidth(number),
                    figure.y(static_cast<double>(row)) + spareY};
    textAt(at, number, signedColors.ink(context.colors, static_cast<double>(value)));
  }
}

void frameColumn(const Figure& figure, Index column, const Color& color, float thickness) {
  const float left = figure.x(static_cast<double>(column));
  const float right = figure.x(static_cast<double>(column) + 1);
  ImGui::GetWindowDrawList()->AddRect({left - thickness / 2, figure.cells.y},
                                      {right + thickness / 2, figure.bottom()}, toU32(color), 0, 0,
                                      thickness);
}

void drawColumns(const PanelContext& context, const Figure& figure, const SignedColors& signedColors) {
  const auto& pulled = context.document().pulled;
  const auto seen = static_cast<std::size_t>(figure.endRow() - figure.fromRow());
  const ImVec2 cellPx{static_cast<float>(figure.columnPx), static_cast<float>(figure.rowPx)};
  const float gap = std::min(cellPx.x, cellPx.y) >= 6 ? 1.0F : 0.0F;
  const bool numbers = figure.columnPx >= numberPx() - 0.5 && cellPx.y >= ImGui::GetTextLineHeight();
  for (Index column = figure.fromColumn(); column < figure.endColumn(); ++column) {
    if (pulled && pulled->row == column) continue;  // it stands apart
    const ImVec2 at{figure.x(static_cast<double>(column)), figure.y(static_cast<double>(figure.fromRow()))};
    const float* values = figure.table.rows().row(column).data() + figure.fromRow();
    drawCells({at, cellPx, true, gap}, {values, seen}, signedColors);
    if (numbers) drawNumbers(context, figure, signedColors, column);
  }
}

void drawFrames(const PanelContext& context, const Figure& figure) {
  const DocumentState& document = context.document();
  const auto& pulled = document.pulled;
  if (figure.hovered) frameColumn(figure, *figure.hovered, context.colors.axis, 1);
  if (pulled) frameColumn(figure, pulled->row, context.colors.difference, 1.5F);
  if (document.selected && !(pulled && pulled->row == *document.selected))
    frameColumn(figure, *document.selected, context.colors.selected, 2);
}

// ---- moving ----
void setCells(Figure& figure, double wantedColumnPx) {
  const double line = ImGui::GetTextLineHeight() + 2;
  const CellSize cell = cellSize(wantedColumnPx, {figure.columns(), figure.rows(), figure.size.x,
                                                  figure.size.y, line, numberPx(), usualPx()});
  figure.columnPx = cell.columnPx;
  figure.rowPx = cell.rowPx;
}

void keepWithin(Figure& figure) {
  figure.firstColumn = std::clamp(
      figure.firstColumn, 0.0, std::max(0.0, static_cast<double>(figure.columns()) - figure.seenColumns()));
  figure.firstRow =
      std::clamp(figure.firstRow, 0.0, std::max(0.0, static_cast<double>(figure.rows()) - figure.seenRows()));
}

/// A newly selected column comes into the middle where it is not in sight: at once when the figure is new, or
/// nothing is to move.
void goToSelected(PanelContext& context, Figure& figure, bool isNew) {
  MatrixState& state = context.memory<MatrixState>();
  const auto& selected = context.document().selected;
  if (state.selected == selected && !isNew) return;
  state.selected = selected;
  if (!selected) return;
  const double seen = figure.seenColumns(), at = static_cast<double>(*selected);
  const double margin = std::min(2.0, seen / 4);
  const double first = state.wentSec >= 0 ? state.goesTo : figure.firstColumn;
  if (!isNew && at >= first + margin && at + 1 <= first + seen - margin) return;
  state.goesFrom = figure.firstColumn;
  state.goesTo =
      std::clamp(at + 0.5 - seen / 2, 0.0, std::max(0.0, static_cast<double>(figure.columns()) - seen));
  state.wentSec = isNew || !context.in.view.motion ? kGoSec : 0;
}

void go(PanelContext& context, Figure& figure) {
  MatrixState& state = context.memory<MatrixState>();
  if (state.wentSec < 0) return;
  state.wentSec += static_cast<double>(ImGui::GetIO().DeltaTime);
  const double t = std::min(1.0, state.wentSec / kGoSec), eased = base::smoothstep(t);
  figure.firstColumn = state.goesFrom + (state.goesTo - state.goesFrom) * eased;
  if (t >= 1) state.wentSec = -1;
  context.out.moves = context.out.moves || t < 1;
}

void zoom(Figure& figure, double factor, ImVec2 about) {
  const double dx = about.x - figure.cells.x, dy = about.y - figure.cells.y;
  const double column = figure.firstColumn + dx / figure.columnPx;
  const double row = figure.firstRow + dy / figure.rowPx;
  setCells(figure, figure.columnPx * factor);
  figure.firstColumn = column - dx / figure.columnPx;
  figure.firstRow = row - dy / figure.rowPx;
}

/// Wheel and drag over the cells.
void moveByHand(PanelContext& context, Figure& figure) {
  MatrixState& state = context.memory<MatrixState>();
  const ImGuiIO& io = ImGui::GetIO();
  const double firstBefore = figure.firstColumn, widthBefore = figure.columnPx;
  if (ImGui::IsItemHovered()) {
    const float sideways = io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0);
    if (sideways != 0) figure.firstColumn -= 0.2 * sideways * figure.seenColumns();
    if (io.MouseWheel != 0 && !io.KeyShift)
      zoom(figure, std::pow(1.25, static_cast<double>(io.MouseWheel)), io.MousePos);
  }
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, kDragPx)) {
    figure.firstColumn -= io.MouseDelta.x / figure.columnPx;
    figure.firstRow -= io.MouseDelta.y / figure.rowPx;
  }
  if (state.zoomBy != 1) {
    const bool marked =
        state.selected && *state.selected >= figure.fromColumn() && *state.selected < figure.endColumn();
    const float x =
        marked ? figure.x(static_cast<double>(*state.selected) + 0.5) : figure.cells.x + figure.size.x / 2;
    zoom(figure, state.zoomBy, {x, figure.cells.y});
    state.zoomBy = 1;
  }
  if (figure.firstColumn != firstBefore || figure.columnPx != widthBefore) state.wentSec = -1;
}

void drawCellTip(const PanelContext& context, const Figure& figure, Index column) {
  const double row = figure.firstRow + (ImGui::GetMousePos().y - figure.cells.y) / figure.rowPx;
  if (!beginTip()) return;
  text(figure.word(column), context.colors.text);
  text(fmt::format("column {} of {}", base::groupedText(column + 1), base::groupedText(figure.columns())),
       context.colors.textDim);
  if (row >= 0 && row < static_cast<double>(figure.rows())) {
    const auto dim = static_cast<Index>(row);
    text(fmt::format("number {} of {}: {}", dim + 1, figure.rows(),
                     base::shownText(static_cast<double>(figure.table.rows()(column, dim)), 4)));
  }
  text("Click: select. Drag: move. Wheel: zoom, with Shift: sideways.", context.colors.textDim);
  endTip();
}

void takePointer(PanelContext& context, Figure& figure) {
  ImGui::SetCursorScreenPos({figure.cells.x, figure.cells.y - figure.headPx});
  const bool released = ImGui::InvisibleButton("cells", {figure.size.x, figure.size.y + figure.headPx});
  const ImGuiIO& io = ImGui::GetIO();
  moveByHand(context, figure);
  keepWithin(figure);
  if (!ImGui::IsItemHovered()) return;
  const double at = figure.firstColumn + (io.MousePos.x - figure.cells.x) / figure.columnPx;
  if (at < 0 || at >= static_cast<double>(figure.columns())) return;
  const auto column = static_cast<Index>(at);
  figure.hovered = column;
  context.out.hoveredRow = column;
  drawCellTip(context, figure, column);
  if (released && io.MouseDragMaxDistanceSqr[0] < kDragPx * kDragPx)
    context.ask(SelectCommand{figure.table.vocabulary().word(column)}, Asker::Matrix);
}

/// What shows, in numbers, and the bar that scrolls through all columns.
void drawFoot(PanelContext& context, Figure& figure) {
  const std::string seen =
      fmt::format("{} to {} of {}", base::groupedText(std::llround(figure.firstColumn + 1)),
                  base::groupedText(figure.endColumn()), base::groupedText(figure.columns()));
  const bool fits = smallWidth(seen) + 5 * em() < figure.size.x;
  const float width = fits ? smallWidth(seen) : 0, y = figure.cells.y + figure.size.y + 0.35F * em();
  const float right = figure.cells.x + figure.size.x;
  if (fits) smallText({right - width, y - 0.05F * em()}, seen, context.colors.textDim);
  ScrollSpec spec;
  spec.at = {figure.cells.x, y};
  spec.sizePx = {std::max(2 * em(), figure.size.x - width - (fits ? 0.7F : 0) * em()), 0.65F * em()};
  spec.first = figure.firstColumn;
  spec.seen = figure.seenColumns();
  spec.all = static_cast<double>(figure.columns());
  if (const auto& selected = context.document().selected) spec.mark = static_cast<double>(*selected);
  if (const auto first = drawScrollBar(context, "columns", spec)) {
    figure.firstColumn = *first;
    context.memory<MatrixState>().wentSec = -1;
  }
  tooltip("All the columns, from the first word to the last. In sight: " + seen + ".");
}

void drawRowBar(PanelContext& context, Figure& figure) {
  if (figure.seenRows() > static_cast<double>(figure.rows()) - 1e-3) return;  // all are in, but for rounding
  ScrollSpec spec;
  spec.at = {figure.cells.x + figure.size.x + 0.3F * em(), figure.cells.y};
  spec.sizePx = {0.65F * em(), figure.size.y};
  spec.first = figure.firstRow;
  spec.seen = figure.seenRows();
  spec.all = static_cast<double>(figure.rows());
  if (const auto first = drawScrollBar(context, "rows", spec)) figure.firstRow = *first;
  tooltip("All the numbers of a column.");
}

Figure layFigure(PanelContext& context) {
  const MatrixState& state = context.memory<MatrixState>();
  const model::EmbeddingTable& table = *context.table();
  const ImVec2 at = ImGui::GetWindowPos(), room = ImGui::GetWindowSize();
  Figure figure{table, {}, {}};
  const double wanted = state.columnPx > 0 ? state.columnPx : usualPx();
  const float gutter = smallWidth(fmt::to_string(table.dims())) + 0.4F * em();
  figure.headPx = headHeight(wanted, room.y);
  figure.cells = {at.x + gutter, at.y + figure.headPx};
  figure.size = {std::max(2 * em(), room.x - gutter - (kOverhang + 0.2F) * em()),
                 std::max(em(), room.y - figure.headPx - 1.15F * em())};
  setCells(figure, wanted);
  figure.firstColumn = state.firstColumn;
  figure.firstRow = state.firstRow;
  return figure;
}

}  // namespace

void slantedText(ImVec2 foot, const std::string& label, const Color& color) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const int from = draw.VtxBuffer.Size;
  smallText({foot.x, foot.y - smallHeight() / 2}, label, color);
  for (int i = from; i < draw.VtxBuffer.Size; ++i) {
    ImVec2& at = draw.VtxBuffer[i].pos;
    const float dx = at.x - foot.x, dy = at.y - foot.y;
    at = {foot.x + kSlantCos * dx + kSlantSin * dy, foot.y - kSlantSin * dx + kSlantCos * dy};
  }
}

CellSize cellSize(double wantedColumnPx, const CellRoom& room) {
  const auto columns = static_cast<double>(room.columns), rows = static_cast<double>(room.rows);
  const double lowest = std::clamp(room.heightPx / rows, kLeastPx, room.linePx);
  const double seenRows = std::min(rows, std::ceil(room.heightPx / lowest));
  const double narrowest = std::max(kLeastPx, room.widthPx * seenRows / kMostCells);
  CellSize cell;
  cell.columnPx = std::clamp(wantedColumnPx, std::min(narrowest, room.numberPx), room.numberPx);
  if (columns * cell.columnPx < room.widthPx)  // the few there are may as well be seen
    cell.columnPx = std::min(room.numberPx, std::max(cell.columnPx, room.widthPx / columns));
  const double wide = std::log(room.numberPx / room.usualPx);
  const double grown = std::clamp(std::log(cell.columnPx / room.usualPx) / wide, 0.0, 1.0);
  cell.rowPx = lowest * std::pow(room.linePx / lowest, grown);
  return cell;
}

void drawMatrixFigure(PanelContext& context, const SignedColors& signedColors) {
  MatrixState& state = context.memory<MatrixState>();
  const bool isNew = state.space != context.document().space || state.columnPx == 0;
  state.space = context.document().space;
  compat::beginChild("matrix", {0, 0}, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  Figure figure = layFigure(context);
  if (isNew) figure.firstColumn = figure.firstRow = 0;
  goToSelected(context, figure, isNew);
  go(context, figure);
  keepWithin(figure);
  takePointer(context, figure);
  ImGui::GetWindowDrawList()->PushClipRect(
      figure.cells, {figure.cells.x + figure.size.x, figure.cells.y + figure.size.y}, true);
  drawColumns(context, figure, signedColors);
  ImGui::GetWindowDrawList()->PopClipRect();
  ImGui::GetWindowDrawList()->PushClipRect(
      {figure.cells.x - 2, figure.cells.y - 2},
      {figure.cells.x + figure.size.x + 2, figure.cells.y + figure.size.y + 2}, true);
  drawFrames(context, figure);
  ImGui::GetWindowDrawList()->PopClipRect();
  drawHeads(context, figure);
  drawRowNumbers(context, figure);
  drawFoot(context, figure);
  drawRowBar(context, figure);
  state.columnPx = figure.columnPx;
  state.firstColumn = figure.firstColumn;
  state.firstRow = figure.firstRow;
  ImGui::EndChild();
}

}  // namespace es::app
