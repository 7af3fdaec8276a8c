#pragma once

#include <span>

#include "math/types.h"

namespace es::math {

/// Vectors given to the kernels are followed by zeros up to a multiple of so many entries.
constexpr Index kRowPadding = 16;
inline Index paddedSize(Index size) {
  return (size + kRowPadding - 1) / kRowPadding * kRowPadding;
}

/// Rows as they lie in memory, `stride` floats from one to the next.
struct RowsView {
  const float* values = nullptr;
  Index count = 0, dims = 0, stride = 0;

  [[nodiscard]] RowsView middle(Index first, Index rows) const {
    return {values + first * stride, rows, dims, stride};
  }
};
inline RowsView viewOf(const ConstRows& rows) {
  return {rows.data(), rows.rows(), rows.cols(), rows.outerStride()};
}

/// Up to three axes (the others zero) and their origin. Both padded: (3, d) row-major, (d).
struct AxesView {
  const float* axes = nullptr;
  const float* origin = nullptr;
  Index count = 3;
};

/// x -> (shrink x + offset) grow, both factors powers of two, so that this rounds once. offset: (d), padded.
struct ShiftView {
  const float* offset = nullptr;
  float shrink = 1, grow = 1;
};

/// Rows that are summed in float before the sum goes into double: sums of squares are right to 8e-6 (128 half
/// units in the last place) at the very worst, and to 1e-7 where no row dwarfs the others.
constexpr Index kSummedRows = 128;
/// Columns of a factor that are multiplied at once, and rows that are read for it before the cache forgets.
constexpr Index kFactorColumns = 8;
constexpr Index kFactorRows = 4;

/// What a pass over the rows needs, for one kind of processor. Each sums in an order that depends on the
/// shape alone. x: a row; y: the row shifted.
struct RowKernels {
  const char* processor;
  /// out[r * outStride + k] = (x_r - origin) . axis_k, k < axes.count.
  void (*project)(const RowsView& rows, const AxesView& axes, float* out, Index outStride);
  /// Lower triangle of squares += sum over the rows of y yᵀ, where y goes on for one entry that is all
  /// offset: a 1 there sums the rows. squares: (p, p) row-major, p = paddedSize(d + 1); panel: (p,
  /// kSummedRows) to work in; at most kSummedRows rows.
  void (*addSquares)(const RowsView& rows, const ShiftView& shift, float* panel, double* squares);
  /// image += the rows' yᵀ (y factor), each row read from memory once. factor, image: kFactorColumns columns
  /// of paddedSize(d) entries, as factorPlace lays them.
  void (*addImage)(const RowsView& rows, const ShiftView& shift, const float* factor, float* image);
};

/// Where entry `row` of column `column` stands in a factor: sixteen rows of all columns lie together, so that
/// a pass is one stream.
constexpr Index factorPlace(Index row, Index column) {
  return (row / kRowPadding * kFactorColumns + column) * kRowPadding + row % kRowPadding;
}

/// Those that this processor can run, the fastest first, the plain ones last.
std::span<const RowKernels* const> rowKernels();

/// Null where the program was built for another family of processors; `rowKernels` asks the processor.
const RowKernels* avx2RowKernels();
const RowKernels* avx512RowKernels();

}  // namespace es::math
