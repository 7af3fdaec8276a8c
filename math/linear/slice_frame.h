#pragma once

#include <Eigen/Core>

#include "math/linear/slice.h"

namespace es::math {

/// What the kinds of slices have in common.

/// A share of a length below which float input is nothing but rounding.
inline constexpr double kRounding = 1e-6;

/// Of a slice: three, or as many as there are dimensions.
[[nodiscard]] Index activeAxes(Index dims);
/// The slice with these orthonormal columns (d, <= 3) as its axes; the origin is zero.
[[nodiscard]] Slice orthonormalSlice(const Eigen::MatrixXd& frame);
/// The right singular vectors of `vectors` (m, d) -> (d, <= most): those whose singular values count,
/// greatest first.
[[nodiscard]] Eigen::MatrixXd leadingDirections(const Eigen::MatrixXd& vectors, Index most);
/// The columns `found` and, where they are fewer than a slice has axes, the axes of `completion` after them,
/// the one with most that is new first.
[[nodiscard]] Eigen::MatrixXd completedFrame(const Eigen::MatrixXd& found, const Slice& completion);

}  // namespace es::math
