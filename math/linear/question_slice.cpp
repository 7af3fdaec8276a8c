#include "math/linear/question_slice.h"

#include <algorithm>
#include <cassert>

#include "math/linear/orthonormal.h"
#include "math/linear/slice_frame.h"

namespace es::math {
namespace {

/// The arrows at unit length, times their weights; those of no length stay zero.
Eigen::MatrixXd weightedDirections(const QuestionVectors& vectors) {
  Eigen::MatrixXd directions = vectors.arrows.cast<double>();
  for (Index i = 0; i < directions.rows(); ++i) {
    const double length = directions.row(i).norm();
    if (length > 0) directions.row(i) *= vectors.weights[i] / length;
  }
  return directions;
}

/// What lies outside the plane of how the places differ from their mean.
Eigen::MatrixXd differencesOutside(const Eigen::MatrixXd& plane, const RowMatrix& places) {
  Eigen::MatrixXd differences = places.cast<double>();
  differences.rowwise() -= differences.colwise().mean().eval();
  return differences - differences * plane * plane.transpose();
}

/// Turns the plane's two axes: the first to `along`, the second so that `up` has a positive share of it.
void layOut(Eigen::Ref<Eigen::MatrixXd> plane, const Eigen::VectorXd& along, const Eigen::VectorXd& up) {
  Eigen::Vector2d right = plane.transpose() * along;
  if (!(right.norm() > kRounding * along.norm())) right = Eigen::Vector2d::UnitX();
  right.normalize();
  const Eigen::VectorXd first = plane * right, second = plane * Eigen::Vector2d(-right.y(), right.x());
  plane.col(0) = first;
  plane.col(1) = second.dot(up) < 0 ? Eigen::VectorXd(-second) : second;
}

/// How far the figure reaches along a direction.
double extentAlong(const RowMatrix& drawn, const Eigen::VectorXd& axis) {
  if (drawn.rows() == 0) return 0;
  const Eigen::VectorXd places = drawn.cast<double>() * axis;
  return std::max(0.0, places.maxCoeff()) - std::min(0.0, places.minCoeff());
}

}  // namespace

Slice questionSlice(const QuestionVectors& vectors, const Slice& completion) {
  assert(vectors.arrows.rows() > 0 && vectors.weights.size() == vectors.arrows.rows());
  const Index axes = activeAxes(vectors.arrows.cols());
  const Eigen::MatrixXd directions = weightedDirections(vectors);
  Eigen::MatrixXd found = leadingDirections(directions, std::min<Index>(2, axes));
  const Index ofArrows = found.cols();
  if (vectors.places.rows() > 1 && ofArrows < axes) {
    Eigen::MatrixXd rest = leadingDirections(differencesOutside(found, vectors.places), axes - ofArrows);
    fixSigns(rest);
    found.conservativeResize(Eigen::NoChange, ofArrows + rest.cols());
    for (Index i = 0; i < rest.cols(); ++i) {
      removeSpan(found, ofArrows + i, rest.col(i));  // of rounding
      found.col(ofArrows + i) = rest.col(i).normalized();
    }
  }
  Eigen::MatrixXd frame = completedFrame(found, completion.frame.cast<double>());
  const Eigen::VectorXd along = vectors.along.cast<double>();
  if (ofArrows == 1 && frame.col(0).dot(along) < 0) frame.col(0) = -frame.col(0);
  if (ofArrows == 2) layOut(frame.leftCols(2), along, directions.row(directions.rows() - 1).transpose());
  const bool high =
      ofArrows == 2 && extentAlong(vectors.drawn, frame.col(0)) < extentAlong(vectors.drawn, frame.col(1));
  if (high) frame.col(0).swap(frame.col(1));
  if (frame.cols() == 3) frame.col(1).swap(frame.col(2));
  const Basis basis = paddedBasis(frame);
  return {basis, basis, Vector::Zero(frame.rows())};
}

}  // namespace es::math
