#include "app/panels/labs/matrix_figure.h"

#include <cmath>

#include "app/panels/labs/matrix_stage.h"
#include "catch.h"

using namespace es::app;

namespace {

CellRoom roomOf(es::math::Index columns, es::math::Index rows, double widthPx, double heightPx) {
  return {columns, rows, widthPx, heightPx, 19, 60, 23};
}

}  // namespace

TEST_CASE("cells of the matrix are at least 2 pixels, at most so many, and end as numbers that can be read") {
  for (const es::math::Index columns : {1, 7, 60, 40'038, 341'479}) {
    for (const es::math::Index rows : {1, 3, 50, 100, 768, 12'288}) {
      for (const auto& [width, height] : {std::pair{150.0, 40.0}, {700.0, 110.0}, {1300.0, 420.0}}) {
        const CellRoom room = roomOf(columns, rows, width, height);
        INFO(columns << " x " << rows << " in " << width << " x " << height);
        double before = 0;
        for (double wanted = 0.5; wanted < 200; wanted *= 1.3) {
          const CellSize cell = cellSize(wanted, room);
          CHECK(cell.columnPx >= 2);
          CHECK(cell.columnPx <= room.numberPx);
          CHECK(cell.rowPx >= 2);
          CHECK(cell.rowPx <= room.linePx + 1e-9);
          CHECK(cell.columnPx >= before);  // a wider wish never gives narrower columns
          before = cell.columnPx;
          const double shown = std::min<double>(static_cast<double>(columns), width / cell.columnPx) *
                               std::min<double>(static_cast<double>(rows), height / cell.rowPx);
          CHECK(shown <= kMostCells * 1.001);
        }
        const CellSize widest = cellSize(1000, room);
        CHECK(widest.columnPx == Approx(room.numberPx));
        CHECK(widest.rowPx == Approx(room.linePx));
      }
    }
  }
}

TEST_CASE("a column shows whole at first where its numbers have two pixels each") {
  const CellSize cell = cellSize(23, roomOf(40'038, 100, 700, 210));
  CHECK(cell.columnPx == 23);
  CHECK(100 * cell.rowPx == Approx(210));
  CHECK(cellSize(23, roomOf(40'038, 300, 700, 210)).rowPx == 2);  // the rest is scrolled to
}

TEST_CASE("the range of the colours is a number that can be read, and holds what it is to hold") {
  CHECK(niceRange(0.83) == Approx(1));
  CHECK(niceRange(1) == Approx(1));
  CHECK(niceRange(1.01) == Approx(2));
  CHECK(niceRange(0.0021) == Approx(0.005));
  CHECK(niceRange(70) == Approx(100));
  CHECK(niceRange(0) == 1);
  for (double value = 1e-6; value < 1e6; value *= 1.07) {
    CHECK(niceRange(value) >= value * (1 - 1e-6));
    CHECK(niceRange(value) <= 2.5 * value * (1 + 1e-6));
  }
}

TEST_CASE("both ends of the matrix: as many columns as there is room for, none twice") {
  const MatrixEnds ends = matrixEnds(40'038, 15);
  CHECK(ends.first == 8);
  CHECK(ends.last == 7);
  CHECK(matrixEnds(12, 15).first == 12);
  CHECK(matrixEnds(12, 15).last == 0);
}
