#include "math/linear/slice_frame.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "math/linear/orthonormal.h"

namespace es::math {
namespace {

/// Column `have` of `basis`: the column of `completion` with most that is new, if any has.
bool addNewestColumn(const Eigen::MatrixXd& completion, Eigen::MatrixXd& basis, Index have) {
  double most = 0;
  for (Eigen::VectorXd column : completion.colwise()) {
    const double share = removeSpan(basis, have, column);
    if (share > most + kRounding) {  // the first of equals
      most = share;
      basis.col(have) = column.normalized();
    }
  }
  return most > 0;
}

}  // namespace

Index activeAxes(Index dims) {
  return std::min<Index>(3, dims);
}

Basis paddedBasis(const Eigen::MatrixXd& frame) {
  Basis basis = Basis::Zero(frame.rows(), 3);
  basis.leftCols(frame.cols()) = frame.cast<float>();
  return basis;
}

/// From the eigenvectors of the m x m or d x d Gram matrix, whichever is smaller.
Eigen::MatrixXd leadingDirections(const Eigen::MatrixXd& vectors, Index most) {
  const bool byVectors = vectors.rows() < vectors.cols();
  const Eigen::MatrixXd gram =
      byVectors ? (vectors * vectors.transpose()).eval() : (vectors.transpose() * vectors).eval();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
  const Eigen::VectorXd values = solver.eigenvalues().reverse();
  Eigen::MatrixXd directions(vectors.cols(), most);
  Index have = 0;
  for (Index i = 0; i < std::min(most, gram.rows()); ++i) {
    if (!(values[i] > kRounding * kRounding * values[0])) break;
    const auto eigenvector = solver.eigenvectors().col(gram.rows() - 1 - i);
    Eigen::VectorXd direction = byVectors ? (vectors.transpose() * eigenvector).eval() : eigenvector.eval();
    removeSpan(directions, have, direction);
    directions.col(have++) = direction.normalized();
  }
  return directions.leftCols(have);
}

Eigen::MatrixXd completedFrame(const Eigen::MatrixXd& found, const Eigen::MatrixXd& completion) {
  Eigen::MatrixXd frame(found.rows(), activeAxes(found.rows()));
  frame.leftCols(found.cols()) = found;
  Index have = found.cols();
  while (have < frame.cols() && addNewestColumn(completion, frame, have)) ++have;
  completeOrthonormal(frame, have);
  return frame;
}

}  // namespace es::math
