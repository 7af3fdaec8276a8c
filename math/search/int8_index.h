#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "math/kernels/int8_kernels.h"
#include "math/types.h"

namespace es::math {

/// A copy of the rows to 8 bits, a quarter of their size, by which most of them are told to be too far from a
/// query to matter. Row r of unit length is scales()[r] times its integers, but for a rest that is at most
/// errors()[r] long (Euclidean, rounded up); a row of zeros is zeros, without rest. Of rows so short or long
/// that floats could not hold their squares the error is infinite: nothing is told about them.
class Int8Index {
 public:
  static constexpr Index kMaxDims = 65'536;
  static constexpr float kLeastLength = 1e-12F, kLargestLength = 1e12F;

  /// rows: (n, d), all finite, d <= kMaxDims. Threads share the work; `progress` is called by the
  /// caller's.
  static Int8Index make(const ConstRows& rows, const base::Progress& progress);

  /// From what the accessors below gave, as a cache keeps it: the sizes must fit each other.
  Int8Index(Index rows, Index dims, std::vector<Int8Cell> cells, std::vector<float> scales,
            std::vector<float> errors);

  [[nodiscard]] Index rows() const { return m_rows; }
  [[nodiscard]] Index dims() const { return m_dims; }
  [[nodiscard]] Index groups() const { return groupsOf(m_dims); }

  [[nodiscard]] std::span<const Int8Cell> cells() const {
    return m_cells;
  }  // (panels, groups), see Int8Panels
  [[nodiscard]] std::span<const float> scales() const { return m_scales; }  // (n)
  [[nodiscard]] std::span<const float> errors() const { return m_errors; }  // (n)

  /// Whole panels: from row `first`, a multiple of kPanelRows, to where at least `count` rows are in.
  [[nodiscard]] Int8Panels panels(Index first, Index count) const {
    return {m_cells.data() + first / kPanelRows * groups(), panelsOf(count), groups(), groups()};
  }

  static Index panelsOf(Index rows) { return (rows + kPanelRows - 1) / kPanelRows; }
  static Index groupsOf(Index dims) { return (dims + kGroupDims - 1) / kGroupDims; }

 private:
  Index m_rows;
  Index m_dims;
  std::vector<Int8Cell> m_cells;
  std::vector<float> m_scales, m_errors;
};

}  // namespace es::math
