#pragma once

#include "math/kernels/row_kernels.h"
#include "math/types.h"

namespace es::math {

/// The mean of some of the rows, evenly spaced: cheap, and near the true one unless the sample misleads. (d)
Eigen::VectorXd sampleMean(const ConstRows& rows);

/// x -> scale (x - centre): rows near the origin, in units near their standard deviation, so that sums of
/// squares neither leave float's range nor cancel. The scale is a power of two.
class RowShift {
 public:
  /// centre: (d); variance: of one entry, roughly.
  RowShift(const Vector& centre, double variance);

  /// From the same few rows as sampleMean.
  static RowShift fromSample(const ConstRows& rows);

  /// For the kernels; the entry beyond the last becomes 1.
  [[nodiscard]] ShiftView view() const { return {m_offset.data(), m_shrink, m_grow}; }
  /// The rows as the kernels shift them, each number rounded once to float. (n, d) -> (n, d)
  [[nodiscard]] Eigen::MatrixXd shifted(const ConstRows& rows) const;
  /// The vector that is shifted to `y`. (d) -> (d)
  [[nodiscard]] Eigen::VectorXd undone(const Eigen::VectorXd& y) const;
  /// Squares of shifted numbers times this are squares of the rows'.
  [[nodiscard]] double squareUnit() const;

 private:
  float m_shrink = 1, m_grow = 1;
  Vector m_offset;  // (d + 1, padded)
};

}  // namespace es::math
