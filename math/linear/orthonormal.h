#pragma once

#include <Eigen/Core>

#include "math/types.h"

namespace es::math {

/// Takes out of `vector` what lies in the span of the first `have` columns of `basis` (orthonormal), twice,
/// so that rounding leaves nothing. Returns the share of its length that is left, in [0, 1]; 0 for a vector
/// of length zero.
double removeSpan(const Eigen::MatrixXd& basis, Index have, Eigen::Ref<Eigen::VectorXd> vector);

/// Fills the columns from `have` on so that all are orthonormal, from the unit vectors farthest from the span
/// so far. Columns beyond the number of rows become zero.
void completeOrthonormal(Eigen::MatrixXd& basis, Index have);

/// Turns each column so that its entry of largest magnitude (the first of equals) is positive.
void fixSigns(Eigen::MatrixXd& basis);

}  // namespace es::math
