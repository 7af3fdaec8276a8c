#pragma once

#include "app/panels/widgets/signed_colors.h"

namespace es::app {

/// The embedding matrix of the open words in what is left of the window: a column a word in the table's
/// order, a row a dimension, every number a cell of at least 2 x 2 pixels. It scrolls both ways, the wheel
/// zooms until each cell shows its number, and it goes along with the selection. Only what shows is read.
void drawMatrixFigure(PanelContext& context, const SignedColors& signedColors);

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
CellSize cellSize(double wantedColumnPx, const CellRoom& room);
constexpr double kMostCells = 40'000;

}  // namespace es::app
