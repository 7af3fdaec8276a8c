#include "math/linear/slice.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"
#include "base/parallel.h"
#include "math/linear/orthonormal.h"
#include "math/linear/projection.h"
#include "math/linear/slice_frame.h"
#include "math/sampling/gaussian.h"

namespace es::math {

namespace {

Slice orthonormalSlice(const Eigen::MatrixXd& frame) {
  const Basis basis = paddedBasis(frame);
  return {basis, basis, Vector::Zero(frame.rows())};
}

}  // namespace

Slice pcaSlice(const PrincipalComponents& components) {
  const Index axes = std::min<Index>(3, components.axes.cols());
  return orthonormalSlice(components.axes.leftCols(axes).cast<double>());
}

Slice randomSlice(Index dims, std::uint64_t seed) {
  assert(dims > 0);
  GaussianSource gaussian(seed);
  Eigen::MatrixXd frame(dims, activeAxes(dims));
  for (Index axis = 0; axis < frame.cols(); ++axis) {
    Eigen::VectorXd direction = Eigen::VectorXd::NullaryExpr(dims, [&] { return gaussian.next(); });
    removeSpan(frame, axis,
               direction);  // Gram-Schmidt is the QR decomposition whose R has a positive diagonal
    frame.col(axis) = direction.normalized();
  }
  return orthonormalSlice(frame);
}

Slice axesSlice(const ConstVector& x, const ConstVector& y, const ConstVector& z, bool orthogonal) {
  assert(x.size() == y.size() && y.size() == z.size() && x.size() > 0);
  constexpr std::array<const char*, 3> kNames{"first", "second", "third"};
  const Index count = activeAxes(x.size());
  Eigen::MatrixXd axes(x.size(), 3);
  axes << x.cast<double>(), y.cast<double>(), z.cast<double>();
  const double longest = axes.leftCols(count).colwise().norm().maxCoeff();
  Eigen::MatrixXd frame(x.size(), count);
  for (Index axis = 0; axis < count; ++axis) {
    const std::string name = kNames[static_cast<std::size_t>(axis)];
    if (!(axes.col(axis).norm() > kRounding * longest))
      throw Error("slice: expected three vectors with a direction, found a " + name + " of length zero");
    frame.col(axis) = axes.col(axis);
    if (!(removeSpan(frame, axis, frame.col(axis)) > kRounding)) {
      throw Error("slice: expected three independent vectors, found a " + name +
                  " that lies in the span before it");
    }
    frame.col(axis).normalize();
  }
  Slice slice = orthonormalSlice(frame);
  if (!orthogonal) slice.axes.leftCols(count) = axes.leftCols(count).colwise().normalized().cast<float>();
  return slice;
}

Slice fitSlice(const ConstRows& vectors, const Slice& completion) {
  assert(vectors.rows() > 0 && completion.frame.rows() == vectors.cols());
  Eigen::MatrixXd found = leadingDirections(vectors.cast<double>(), activeAxes(vectors.cols()));
  fixSigns(found);
  return orthonormalSlice(completedFrame(found, completion.frame.cast<double>()));
}

Points project(const Slice& slice, const ConstRows& rows) {
  Points points(rows.rows(), 3);
  Projection(slice.axes, slice.origin).project(rows, points.data());
  return points;
}

Eigen::Vector3f projectOne(const Slice& slice, const ConstVector& vector) {
  constexpr double kMost = std::numeric_limits<float>::max();
  const Eigen::VectorXd arrow = vector.cast<double>() - slice.origin.cast<double>();
  const Eigen::Vector3d point = slice.axes.cast<double>().transpose() * arrow;
  return point.cwiseMax(-kMost).cwiseMin(kMost).cast<float>();
}

double shownShare(const Slice& slice, const ConstVector& vector) {
  const Eigen::VectorXd arrow = vector.cast<double>() - slice.origin.cast<double>();
  const double length = arrow.norm();
  return length == 0 ? 0 : std::min(1.0, (slice.frame.cast<double>().transpose() * arrow).norm() / length);
}

double shownShareOfDifference(Slice slice, const ConstVector& difference) {
  slice.origin.setZero();
  return shownShare(slice, difference);
}

double shownVariance(const Slice& slice, const ConstRows& rows, const Spread& spread) {
  if (!(spread.totalVariance > 0)) return 0;
  constexpr Index kBlockRows = 1024;  // summed apart, the same for any number of threads
  const Projection projection(slice.frame, spread.mean);
  Eigen::VectorXd squares((rows.rows() + kBlockRows - 1) / kBlockRows);
  base::inParallel(squares.size(), [&](Index block) {
    const Index first = block * kBlockRows;
    const Index count = std::min(kBlockRows, rows.rows() - first);
    Points points(count, 3);
    projection.projectBlock(viewOf(rows).middle(first, count), points.data());
    squares[block] = points.cast<double>().squaredNorm();
  });
  const auto degrees = static_cast<double>(std::max<Index>(1, rows.rows() - 1));
  return std::clamp(squares.sum() / degrees / spread.totalVariance, 0.0, 1.0);
}

}  // namespace es::math
