#pragma once

#include "math/kernels/row_kernels.h"
#include "math/types.h"

namespace es::math {

/// Rows seen along axes from an origin: x -> axesᵀ (x - origin), k numbers for each row, in one read of the
/// rows. The origin is taken off before anything is multiplied, so a far one costs no digits.
class Projection {
 public:
  /// axes: (d, k), origin: (d)
  Projection(const Eigen::MatrixXf& axes, const Vector& origin);

  /// rows: (n, d) -> out: (n, k) row-major, on all threads. Held within float's range.
  void project(const ConstRows& rows, float* out) const;
  /// The same on this thread alone.
  void projectBlock(const RowsView& rows, float* out) const;

 private:
  void projectExactly(const float* row, float* out) const;

  Eigen::MatrixXf m_axes;  // (d, k)
  Vector m_origin;         // (d, padded)
  RowMatrix m_paddedAxes;  // (k up to a multiple of 3, padded d)
};

}  // namespace es::math
