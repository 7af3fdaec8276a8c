#include "math/linear/orthonormal.h"

#include <algorithm>

namespace es::math {

double removeSpan(const Eigen::MatrixXd& basis, Index have, Eigen::Ref<Eigen::VectorXd> vector) {
  const double before = vector.stableNorm();
  if (before == 0) return 0;
  const auto span = basis.leftCols(have);
  for (int pass = 0; pass < 2; ++pass) vector -= span * (span.transpose() * vector).eval();
  return std::min(1.0, vector.stableNorm() / before);
}

void completeOrthonormal(Eigen::MatrixXd& basis, Index have) {
  const Index possible = std::min(basis.rows(), basis.cols());
  for (Index column = have; column < possible; ++column) {
    Index farthest = 0;
    basis.leftCols(column).rowwise().squaredNorm().minCoeff(&farthest);
    Eigen::VectorXd unit = Eigen::VectorXd::Unit(basis.rows(), farthest);
    removeSpan(basis, column, unit);
    basis.col(column) = unit.normalized();
  }
  if (possible < basis.cols()) basis.rightCols(basis.cols() - std::max(have, possible)).setZero();
}

void fixSigns(Eigen::MatrixXd& basis) {
  for (auto column : basis.colwise()) {
    Index largest = 0;
    column.cwiseAbs().maxCoeff(&largest);
    if (column[largest] < 0) column = -column;
  }
}

}  // namespace es::math
