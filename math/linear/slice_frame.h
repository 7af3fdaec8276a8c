#pragma once

#include <Eigen/Core>

#include "math/types.h"

namespace es::math {

/// What the kinds of slices have in common.

/// A share of a length below which float input is nothing but rounding.
inline constexpr double kRounding = 1e-6;

/// Of a slice: three, or as many as there are dimensions.
[[nodiscard]] Index activeAxes(Index dims);
/// These columns (d, <= 3), and zero ones for those that are missing.
[[nodiscard]] Basis paddedBasis(const Eigen::MatrixXd& frame);
/// The right singular vectors of `vectors` (m, d) -> (d, <= most): those whose singular values count,
/// greatest first.
[[nodiscard]] Eigen::MatrixXd leadingDirections(const Eigen::MatrixXd& vectors, Index most);
/// The columns `found` and, where they are fewer than a slice has axes, those of `completion` after them, the
/// one with most that is new first; both (d, <= 3).
[[nodiscard]] Eigen::MatrixXd completedFrame(const Eigen::MatrixXd& found, const Eigen::MatrixXd& completion);

}  // namespace es::math
