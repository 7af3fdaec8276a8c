#pragma once

#include "base/progress.h"
#include "math/linear/row_shift.h"
#include "math/types.h"

namespace es::math {

/// How sums over rows are made. Float: over kSummedRows rows at a time, those sums in double, at the speed of
/// the processor's kernels; right to about 1e-7 of the largest rows' squares. Double: throughout, several
/// times slower; of single floats whose products a double holds exactly, so that they are the same on every
/// processor.
enum class Sums { Float, Double };

/// The mean of all rows y, shifted, and the lower triangle of the sum of (y - mean)(y - mean)ᵀ.
struct Scatter {
  Eigen::VectorXd mean;     // (d)
  Eigen::MatrixXd squares;  // (d, d)

  /// Whether the shift was near enough to the mean and spread of that many rows for float sums.
  [[nodiscard]] bool isTrusted(Index rows) const;
};

/// rows: (n, d), n >= 1. The same for any number of threads.
Scatter scatterOf(const ConstRows& rows, const RowShift& shift, Sums sums, const base::Progress& progress);

/// yᵀ(y factor) over all rows y, shifted: (d, b) -> (d, b). In Float kFactorColumns columns a pass over the
/// rows.
Eigen::MatrixXd scatterImage(const ConstRows& rows, const RowShift& shift, const Eigen::MatrixXd& factor,
                             Sums sums, const base::Progress& progress);

}  // namespace es::math
