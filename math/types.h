#pragma once

#include <Eigen/Core>

namespace es::math {

using Eigen::Index;

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;  // (rows, dims)
using ConstRows = Eigen::Ref<const RowMatrix>;
using RowsMap = Eigen::Map<const RowMatrix>;  // the same, where they lie
using Vector = Eigen::VectorXf;               // (dims)
using ConstVector = Eigen::Ref<const Vector>;
using Basis = Eigen::MatrixXf;  // (dims, 3), one axis of the slice a column
using Points = Eigen::Matrix<float, Eigen::Dynamic, 3, Eigen::RowMajor>;  // (rows, 3)

}  // namespace es::math
