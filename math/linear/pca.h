#pragma once

#include "base/progress.h"
#include "math/linear/scatter.h"
#include "math/types.h"

namespace es::math {

/// Mean and total variance of the rows: what every slice's share of variance is measured against.
struct Spread {
  Vector mean;               // (d)
  double totalVariance = 0;  // trace of the covariance, divisor n - 1 (0 for a single row)
};
/// rows: (n, d), n >= 1.
Spread measureSpread(const ConstRows& rows);

struct PrincipalComponents {
  Basis axes;                 // (d, count), orthonormal columns, greatest variance first
  Eigen::VectorXd variances;  // (count), divisor n - 1
};

struct PrincipalAnalysis {
  Spread spread;
  PrincipalComponents components;
};

/// The rows' spread and the `count` leading eigenvectors of their centred covariance. Sign rule: in each axis
/// the entry of largest magnitude (the first of equals) is positive. Up to 1,024 dimensions all comes from
/// one pass over the rows that sums the full covariance; above that by randomized block Krylov iteration. The
/// sums are made in float (scatter.h); where that turns out to be too coarse for the last axis, because a few
/// rows or directions dwarf all others, all is done again in double. Where the rows span fewer than `count`
/// dimensions the axes are completed to an orthonormal set with variance 0; axes beyond the d-th are zero
/// columns. rows: (n, d), n >= 1. Works on all threads, the result is the same for any number of them.
/// Progress is reported on the caller's thread after every few milliseconds and may cancel; only the final
/// eigendecomposition (half a second at d = 1,024) is one piece.
PrincipalAnalysis principalAnalysis(const ConstRows& rows, Index count, const base::Progress& progress);
/// The same with sums in double from the start.
PrincipalAnalysis principalAnalysis(const ConstRows& rows, Index count, Sums sums,
                                    const base::Progress& progress);

}  // namespace es::math
