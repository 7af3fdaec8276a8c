#include "math/linear/frame_turn.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/multiversion.h"
#include "math/kernels/row_passes.h"
#include "math/linear/orthonormal.h"
#include "math/linear/projection.h"

namespace es::math {
namespace {

/// axes = directions * stretch: the columns of `directions` (d, k) orthonormal, `stretch` symmetric and
/// positive.
struct Polar {
  Eigen::MatrixXd directions;
  Eigen::Matrix3d stretch = Eigen::Matrix3d::Identity();  // the identity beyond the first k
};

Polar polarDecomposition(const Basis& axes) {
  const Index active = std::min<Index>(3, axes.rows());
  const Eigen::MatrixXd columns = axes.leftCols(active).cast<double>();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(columns, Eigen::ComputeThinU | Eigen::ComputeThinV);
  Polar polar{svd.matrixU() * svd.matrixV().transpose()};
  polar.stretch.topLeftCorner(active, active) =
      svd.matrixV() * svd.singularValues().asDiagonal() * svd.matrixV().transpose();
  return polar;
}

/// The principal directions (d, k) of two spans and their rotations to the frames, padded with the identity
/// to 3 x 3.
struct PrincipalPair {
  Eigen::MatrixXd start, end;
  Eigen::Matrix3d startAlign = Eigen::Matrix3d::Identity();
  Eigen::Matrix3d endAlign = Eigen::Matrix3d::Identity();
};

PrincipalPair principalPair(const Eigen::MatrixXd& from, const Eigen::MatrixXd& to) {
  const Index active = from.cols();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(from.transpose() * to,
                                              Eigen::ComputeFullU | Eigen::ComputeFullV);
  PrincipalPair pair;
  pair.startAlign.topLeftCorner(active, active) = svd.matrixU();
  pair.endAlign.topLeftCorner(active, active) = svd.matrixV();
  if ((pair.startAlign * pair.endAlign.transpose()).determinant() < 0) {
    // Only a proper rotation can be spread over the turn; the direction with the smallest cosine takes the
    // detour.
    pair.endAlign.col(active - 1) *= -1;
  }
  pair.start = from * pair.startAlign.topLeftCorner(active, active);
  pair.end = to * pair.endAlign.topLeftCorner(active, active);
  return pair;
}

/// points(i) = spanPoints(i) coordinates - shift, held within float's range. coordinates: (6, 3) row-major,
/// shift: (3). Plain, so that compilers vectorise it.
ES_MULTIVERSION void combine(const float* __restrict spanPoints, Index count,
                             const double* __restrict coordinates, const double* __restrict shift,
                             float* __restrict points) {
  constexpr double kMost = std::numeric_limits<float>::max();
  for (Index i = 0; i < count; ++i) {
    for (Index axis = 0; axis < 3; ++axis) {
      double sum = -shift[axis];
      for (Index k = 0; k < 6; ++k)
        sum += static_cast<double>(spanPoints[i * 6 + k]) * coordinates[k * 3 + axis];
      points[i * 3 + axis] = static_cast<float>(std::min(std::max(sum, -kMost), kMost));
    }
  }
}

}  // namespace

FrameTurn::FrameTurn(const Slice& from, const Slice& to) : m_from(from), m_to(to) {
  assert(from.axes.rows() == to.axes.rows() && from.axes.rows() > 0);
  constexpr double kSameDirection = 1e-9;
  const Polar first = polarDecomposition(from.axes);
  const Polar last = polarDecomposition(to.axes);
  const PrincipalPair pair = principalPair(first.directions, last.directions);
  const Index dims = from.axes.rows();
  const Index active = pair.start.cols();
  Eigen::MatrixXd span(dims, 2 * active);
  span.leftCols(active) = pair.start;
  Index have = active;
  m_anglesRad.setZero();
  m_towards = Eigen::MatrixXd::Zero(2 * active, 3);
  for (Index i = 0; i < active; ++i) {
    const double cosine = pair.start.col(i).dot(pair.end.col(i));
    Eigen::VectorXd towards = pair.end.col(i);
    const double sine = removeSpan(span, have, towards);
    m_anglesRad[i] = std::atan2(sine > kSameDirection ? sine : 0, cosine);
    if (sine > kSameDirection) {
      span.col(have) = towards.normalized();
    } else if (cosine < 0 && have < dims) {  // straight over: any direction outside will do
      Eigen::MatrixXd completed = span.leftCols(have + 1);
      completeOrthonormal(completed, have);
      span.col(have) = completed.col(have);
    } else {
      continue;
    }
    m_towards(have++, i) = 1;
  }
  m_span = span.leftCols(have).cast<float>();
  m_towards.conservativeResize(have, Eigen::NoChange);
  m_start = Eigen::MatrixXd::Identity(have, 3).leftCols(3);
  m_align = pair.startAlign.transpose();
  const Eigen::AngleAxisd twist(Eigen::Matrix3d(pair.startAlign * pair.endAlign.transpose()));
  m_twistAxis = twist.axis();
  m_twistRad = twist.angle();
  m_stretchFrom = first.stretch;
  m_stretchTo = last.stretch;
}

Eigen::MatrixXd FrameTurn::turnedAxes(double t) const {
  const Eigen::Array3d angles = t * m_anglesRad.array();
  const Eigen::Vector3d cosines = angles.cos();
  const Eigen::Vector3d sines = angles.sin();
  const Eigen::MatrixXd directions = m_start * cosines.asDiagonal() + m_towards * sines.asDiagonal();
  return directions * m_align * Eigen::AngleAxisd(t * m_twistRad, m_twistAxis).toRotationMatrix();
}

Eigen::Matrix3d FrameTurn::stretch(double t) const {
  return (1 - t) * m_stretchFrom + t * m_stretchTo;
}

Eigen::MatrixXf FrameTurn::coordinates(double t) const {
  t = std::clamp(t, 0.0, 1.0);
  return (turnedAxes(t) * stretch(t)).cast<float>();
}

SpanPoints FrameTurn::projectOntoSpan(const ConstRows& rows) const {
  Eigen::MatrixXf axes = Eigen::MatrixXf::Zero(m_span.rows(), 6);
  axes.leftCols(m_span.cols()) = m_span;
  SpanPoints spanPoints(rows.rows(), 6);
  Projection(axes, m_from.origin).project(rows, spanPoints.data());
  return spanPoints;
}

void FrameTurn::place(const SpanPoints& spanPoints, double t, Eigen::Ref<Points> points) const {
  assert(points.rows() == spanPoints.rows() && points.outerStride() == 3);
  t = std::clamp(t, 0.0, 1.0);
  const Eigen::MatrixXd axes = turnedAxes(t) * stretch(t);
  const Eigen::VectorXd drift = t * (m_to.origin.cast<double>() - m_from.origin.cast<double>());
  const Eigen::Vector3d shift = axes.transpose() * (m_span.cast<double>().transpose() * drift);
  Eigen::Matrix<double, 6, 3, Eigen::RowMajor> turned = Eigen::Matrix<double, 6, 3>::Zero();
  turned.topRows(axes.rows()) = axes;
  constexpr Index kBlockRows = 1 << 14;
  forEachBlock(points.rows(), kBlockRows, [&](Index first, Index count) {
    combine(spanPoints.data() + first * 6, count, turned.data(), shift.data(), points.data() + first * 3);
  });
}

Slice FrameTurn::at(double t) const {
  if (t <= 0) return m_from;
  if (t >= 1) return m_to;
  Eigen::MatrixXd frame = stretch(t);  // Gram-Schmidt of the stretch is that of the axes
  for (Index axis = 0; axis < 3; ++axis) {
    removeSpan(frame, axis, frame.col(axis));
    frame.col(axis).normalize();
  }
  const auto share = static_cast<float>(t);
  return {m_span * coordinates(t), m_span * (turnedAxes(t) * frame).cast<float>(),
          (1 - share) * m_from.origin + share * m_to.origin};
}

}  // namespace es::math
