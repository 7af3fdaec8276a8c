#pragma once

#include "math/types.h"

namespace es::math {

/// Mean and total variance of the rows: what every slice's share of variance is measured against.
struct Spread {
  Vector mean;               // (d)
  double totalVariance = 0;  // trace of the covariance, divisor n - 1 (0 for a single row)
};
Spread measureSpread(const ConstRows& rows);

struct PrincipalComponents {
  Basis axes;                 // (d, count), orthonormal columns, greatest variance first
  Eigen::VectorXd variances;  // (count), divisor n - 1
};

/// The `count` leading eigenvectors of the centred covariance. Sign rule: in each axis the entry of largest
/// magnitude (the first of equals) is positive. Up to 1,024 dimensions from the full covariance (blocks of
/// rows, summed in double); above that by randomized block Krylov iteration (Musco & Musco 2015) from a fixed
/// seed. Where the rows span fewer than `count` dimensions the axes are completed to an orthonormal set with
/// variance 0; axes beyond the d-th are zero columns. rows: (n, d). Progress is reported after every 10 ms or
/// so of summing and may cancel; only the final eigendecomposition (half a second at d = 1,024) is one piece.
PrincipalComponents principalComponents(const ConstRows& rows, const Spread& spread, Index count,
                                        const Progress& progress);

}  // namespace es::math
