#pragma once

#include <memory>
#include <optional>

#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/signed_colors.h"

namespace es::app {

/// How the figure lies, and what is asked of it beside it.
struct MatrixState {
  std::shared_ptr<const Space> space;    // of the columns
  double range = 1;                      // the colours reach from -range to range
  std::optional<math::Index> selected;   // the figure has gone to this column
  double columnPx = 0;                   // how wide a column is; 0: not yet chosen
  double firstColumn = 0, firstRow = 0;  // at the figure's left and top
  double goesFrom = 0, goesTo = 0;       // the first column, while it is on its way
  double wentSec = -1;                   // for how long it has been; below 0: it is at rest
  double zoomBy = 1;                     // asked for beside the figure
};

/// The embedding matrix of the open words in what is left of the window: a column a word in the table's
/// order, a row a dimension, every number a cell of at least 2 x 2 pixels. It scrolls both ways, the wheel
/// zooms until each cell shows its number, and it goes along with the selection. Only what shows is read.
void drawMatrixFigure(PanelContext& context, const SignedColors& signedColors);

/// Small text that climbs to the right from `foot`, the middle of its beginning.
void slantedText(ImVec2 foot, const std::string& label, const Color& color);

/// What the size of a cell depends on, in pixels.
struct CellRoom {
  math::Index columns = 0, rows = 0;
  double widthPx = 0, heightPx = 0;  // of the part of the figure that holds cells
  double linePx = 0, numberPx = 0;   // what a number needs
  double usualPx = 0;                // as wide as a column is at first
};
struct CellSize {
  double columnPx = 0, rowPx = 0;
};
/// For columns as wide as wanted: kept within what shows numbers, 2 pixels and kMostCells cells that show at
/// once. Rows grow with the columns: at first all of them are in, where they can be.
[[nodiscard]] CellSize cellSize(double wantedColumnPx, const CellRoom& room);
constexpr double kMostCells = 40'000;

}  // namespace es::app
