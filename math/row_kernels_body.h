// The row kernels, written once. Each row_kernels*.cpp defines, before it includes this, ES_TARGET (the
// processor that every function is compiled for) and a struct Lanes in es::math's unnamed namespace:
//   kWidth (divides kRowPadding), kTileRows (divides kWidth), Vec, Mask and the functions used below.

#include <cstdint>

#if defined(__GNUC__)
#define ES_UNROLL _Pragma("GCC unroll 16")
#else
#define ES_UNROLL
#endif

namespace es::math {
namespace {

using Vec = Lanes::Vec;
constexpr Index kWidth = Lanes::kWidth;
constexpr Index kTileRows = Lanes::kTileRows;

/// Which of the kWidth entries from `column` on a row of so many has.
ES_TARGET inline Lanes::Mask maskAt(Index column, Index dims) {
  return Lanes::first(dims - column < kWidth ? (dims > column ? dims - column : 0) : kWidth);
}

/// Has the cache fetch what lies so many floats on, beyond the rows perhaps.
ES_TARGET inline void fetch([[maybe_unused]] const float* from, [[maybe_unused]] Index ahead) {
#if defined(__GNUC__)
  const auto distance = static_cast<std::uintptr_t>(ahead) * sizeof(float);
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(from) + distance));
#endif
}

/// A pass over all rows waits for memory, and the processor's own foresight does not see through rows that
/// are read side by side.
constexpr Index kFetchAhead = 1024;  // floats

/// A shift in registers.
struct Shifter {
  Vec shrink, grow;
  const float* offset;

  ES_TARGET explicit Shifter(const ShiftView& shift)
      : shrink(Lanes::broadcast(shift.shrink)), grow(Lanes::broadcast(shift.grow)), offset(shift.offset) {}
  ES_TARGET Vec shifted(Vec x, Vec offsets) const {
    return Lanes::multiply(Lanes::multiplyAdd(x, shrink, offsets), grow);
  }
};

/// The dot products of kRows <= 4 rows and three axes.
template <Index kRows>
ES_TARGET inline void projectRows(const RowsView& rows, const AxesView& axes, float* out, Index outStride) {
  const Index padded = paddedSize(rows.dims);
  Vec sums[12];
  ES_UNROLL for (Vec& sum : sums) sum = Lanes::zero();
  for (Index c = 0; c < rows.dims; c += kWidth) {
    const Lanes::Mask mask = maskAt(c, rows.dims);
    const Vec origin = Lanes::load(axes.origin + c);
    ES_UNROLL for (Index r = 0; r < kRows; ++r) {
      fetch(rows.values + r * rows.stride + c, kFetchAhead);
      const Vec arrow = Lanes::subtract(Lanes::loadSome(mask, rows.values + r * rows.stride + c), origin);
      ES_UNROLL for (Index k = 0; k < 3; ++k) {
        sums[r * 3 + k] = Lanes::multiplyAdd(arrow, Lanes::load(axes.axes + k * padded + c), sums[r * 3 + k]);
      }
    }
  }
  float totals[12];
  ES_UNROLL for (Index i = 0; i < 12; i += 4) {
    Lanes::sums(sums + i, totals + i);
  }
  for (Index r = 0; r < kRows; ++r) {
    for (Index k = 0; k < axes.count; ++k) {
      out[r * outStride + k] = totals[r * 3 + k];
    }
  }
}

ES_TARGET void project(const RowsView& rows, const AxesView& axes, float* out, Index outStride) {
  Index r = 0;
  for (; r + 4 <= rows.count; r += 4) {
    projectRows<4>(rows.middle(r, 4), axes, out + r * outStride, outStride);
  }
  for (; r < rows.count; ++r) {
    projectRows<1>(rows.middle(r, 1), axes, out + r * outStride, outStride);
  }
}

/// Shifted rows as strips of kWidth columns, one strip after the other: (p / kWidth, kPanelRows, kWidth).
ES_TARGET inline void packPanel(const RowsView& rows, const ShiftView& shift, float* panel) {
  const Shifter shifter(shift);
  const Index padded = paddedSize(rows.dims + 1);
  for (Index r = 0; r < rows.count; ++r) {
    const float* row = rows.values + r * rows.stride;
    for (Index c = 0; c < padded; c += kWidth) {
      fetch(row + c, kFetchAhead);
      const Vec x = Lanes::loadSome(maskAt(c, rows.dims), row + c);
      Lanes::store(panel + c * kPanelRows + r * kWidth, shifter.shifted(x, Lanes::load(shifter.offset + c)));
    }
  }
}

/// squares(i ... i + kTileRows, j ... j + kStrips * kWidth) of a packed panel, held in registers.
template <Index kStrips>
ES_TARGET inline void addTile(const float* panel, Index panelRows, Index i, Index j, double* squares,
                              Index squaresStride) {
  const float* left = panel + i / kWidth * kWidth * kPanelRows + i % kWidth;
  const float* right = panel + j * kPanelRows;
  Vec sums[kTileRows * kStrips];
  ES_UNROLL for (Vec& sum : sums) sum = Lanes::zero();
  for (Index r = 0; r < panelRows; ++r) {
    Vec columns[kStrips];
    ES_UNROLL for (Index s = 0; s < kStrips; ++s) {
      columns[s] = Lanes::load(right + (s * kPanelRows + r) * kWidth);
    }
    ES_UNROLL for (Index t = 0; t < kTileRows; ++t) {
      const Vec value = Lanes::broadcast(left[r * kWidth + t]);
      ES_UNROLL for (Index s = 0; s < kStrips; ++s) {
        sums[t * kStrips + s] = Lanes::multiplyAdd(value, columns[s], sums[t * kStrips + s]);
      }
    }
  }
  ES_UNROLL for (Index t = 0; t < kTileRows; ++t) {
    ES_UNROLL for (Index s = 0; s < kStrips; ++s) {
      Lanes::addTo(squares + (i + t) * squaresStride + j + s * kWidth, sums[t * kStrips + s]);
    }
  }
}

ES_TARGET void addSquares(const RowsView& rows, const ShiftView& shift, float* panel, double* squares) {
  packPanel(rows, shift, panel);
  const Index padded = paddedSize(rows.dims + 1);
  for (Index j = 0; j < padded; j += 2 * kWidth) {
    const bool single = j + kWidth == padded;
    for (Index i = j; i <= rows.dims; i += kTileRows) {
      if (single || i + kTileRows <= j + kWidth) {  // above the diagonal the second strip has nothing to give
        addTile<1>(panel, rows.count, i, j, squares, padded);
      } else {
        addTile<2>(panel, rows.count, i, j, squares, padded);
      }
    }
  }
}

/// shares (kRows, kFactorColumns) = y factor.
template <Index kRows>
ES_TARGET inline void findShares(const RowsView& rows, const ShiftView& shift, const float* factor,
                                 float* shares) {
  const Shifter shifter(shift);
  Vec sums[kRows * kFactorColumns];
  ES_UNROLL for (Vec& sum : sums) sum = Lanes::zero();
  for (Index c = 0; c < rows.dims; c += kWidth) {
    const Lanes::Mask mask = maskAt(c, rows.dims);
    const Vec offsets = Lanes::load(shifter.offset + c);
    Vec y[kRows];
    ES_UNROLL for (Index r = 0; r < kRows; ++r) {
      fetch(rows.values + r * rows.stride + c, kFetchAhead);
      y[r] = shifter.shifted(Lanes::loadSome(mask, rows.values + r * rows.stride + c), offsets);
    }
    ES_UNROLL for (Index k = 0; k < kFactorColumns; ++k) {
      const Vec column = Lanes::load(factor + factorPlace(c, k));
      ES_UNROLL for (Index r = 0; r < kRows; ++r) {
        sums[r * kFactorColumns + k] = Lanes::multiplyAdd(y[r], column, sums[r * kFactorColumns + k]);
      }
    }
  }
  ES_UNROLL for (Index i = 0; i < kRows * kFactorColumns; i += 4) {
    Lanes::sums(sums + i, shares + i);
  }
}

/// image += yᵀ shares, rows that the cache still has.
ES_TARGET inline void addShares(const RowsView& rows, const ShiftView& shift, const float* shares,
                                float* image) {
  const Shifter shifter(shift);
  for (Index c = 0; c < rows.dims; c += kWidth) {
    const Lanes::Mask mask = maskAt(c, rows.dims);
    const Vec offsets = Lanes::load(shifter.offset + c);
    Vec sums[kFactorColumns];
    ES_UNROLL for (Index k = 0; k < kFactorColumns; ++k) {
      sums[k] = Lanes::load(image + factorPlace(c, k));
    }
    for (Index r = 0; r < rows.count; ++r) {
      fetch(rows.values + r * rows.stride + c, kFactorRows * rows.stride);  // the next group's
      const Vec x = Lanes::loadSome(mask, rows.values + r * rows.stride + c);
      const Vec y = shifter.shifted(x, offsets);
      ES_UNROLL for (Index k = 0; k < kFactorColumns; ++k) {
        sums[k] = Lanes::multiplyAdd(y, Lanes::broadcast(shares[r * kFactorColumns + k]), sums[k]);
      }
    }
    ES_UNROLL for (Index k = 0; k < kFactorColumns; ++k) {
      Lanes::store(image + factorPlace(c, k), sums[k]);
    }
  }
}

ES_TARGET void addImage(const RowsView& rows, const ShiftView& shift, const float* factor, float* image) {
  float shares[kFactorRows * kFactorColumns];
  for (Index first = 0; first < rows.count; first += kFactorRows) {
    const Index left = rows.count - first;
    const RowsView group = rows.middle(first, left < kFactorRows ? left : kFactorRows);
    Index r = 0;
    for (; r + Lanes::kShareRows <= group.count; r += Lanes::kShareRows) {
      findShares<Lanes::kShareRows>(group.middle(r, Lanes::kShareRows), shift, factor,
                                    shares + r * kFactorColumns);
    }
    for (; r < group.count; ++r) {
      findShares<1>(group.middle(r, 1), shift, factor, shares + r * kFactorColumns);
    }
    addShares(group, shift, shares, image);
  }
}

}  // namespace
}  // namespace es::math
