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

void turnTowards(Eigen::Ref<Eigen::VectorXd> axis, const Eigen::VectorXd& vector) {
  if (axis.dot(vector) < 0) axis = -axis;
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
  Eigen::MatrixXd frame = completedFrame(found, completion);
  if (ofArrows > 0) turnTowards(frame.col(0), directions.colwise().sum().transpose());
  if (ofArrows > 1) turnTowards(frame.col(1), directions.row(directions.rows() - 1).transpose());
  if (frame.cols() == 3) frame.col(1).swap(frame.col(2));
  return orthonormalSlice(frame);
}

}  // namespace es::math
