#pragma once

#include <functional>

#include "base/progress.h"
#include "math/types.h"

namespace es::math {

struct EigenPairs {
  Eigen::MatrixXd vectors;  // (d, m), orthonormal columns, greatest value first
  Eigen::VectorXd values;   // (m), held at 0 from below
};

/// The `count` greatest of a symmetric matrix, of which the lower triangle is read. (d, d)
EigenPairs leadingPairs(const Eigen::MatrixXd& lowerTriangle, Index count);

/// What a symmetric matrix without negative eigenvalues makes of a block: (d, b) -> (d, b).
using BlockImage =
    std::function<Eigen::MatrixXd(const Eigen::MatrixXd& block, const base::Progress& progress)>;

/// What images are good for, and how good the pairs must be. A pair's residual is the length of what its
/// image has beyond its value times its vector.
struct KrylovAccuracy {
  double rounding = 0;   // of the images, relative to the largest; less than that is nothing new
  double ofLargest = 0;  // residuals that are good enough: so much of the largest value,
  double ofEach = 0;     // or so much of the pair's own

  static constexpr KrylovAccuracy ofFloats() { return {1e-6, 1e-6, 0}; }
  static constexpr KrylovAccuracy ofDoubles() { return {1e-14, 1e-14, 1e-6}; }
};

/// The same, up to `count` <= d of them (fewer where the matrix has a lower rank), without the matrix itself:
/// randomized block Krylov iteration (Musco & Musco 2015) from a fixed seed, with full orthogonalisation.
/// Ends when the pairs' residuals are good enough, or after 24 images.
EigenPairs krylovPairs(Index dims, Index count, const BlockImage& image, const KrylovAccuracy& accuracy,
                       const base::Progress& progress);

}  // namespace es::math
