#pragma once

#include "math/linear/slice.h"
#include "math/types.h"

namespace es::math {

/// Rows in the span of a turn: (rows, 6).
using SpanPoints = Eigen::Matrix<float, Eigen::Dynamic, 6, Eigen::RowMajor>;

/// The turn from one slice to another, along the geodesic between their spans (Edelman, Arias & Smith 1998)
/// with the rotation inside the span spread evenly: at every t the frame is orthonormal, so no vector is ever
/// shrunk by a blend. Oblique axes (columns not orthogonal) keep their own angles at both ends: the
/// orthonormal part of their polar decomposition turns, the symmetric part is interpolated. Both 3-frames lie
/// in a space of at most six dimensions: `at` costs (d x 6) x (6 x 3). A frame that must end as its mirror
/// image turns over through a dimension outside the spans; only where the space has none left (d <= 3) does
/// one axis shrink to nothing and grow again on the other side.
class FrameTurn {
 public:
  /// Both slices of the same number of dimensions, their axes linearly independent (or zero where d < 3).
  FrameTurn(const Slice& from, const Slice& to);

  /// t in [0, 1]; at(0) is `from` and at(1) is `to`, exactly.
  [[nodiscard]] Slice at(double t) const;

  /// The shortcut for turning many points: rows are projected once onto `span` (d, <=6), and each frame only
  /// combines those coordinates. axes of at(t) = span() x coordinates(t).
  [[nodiscard]] const Eigen::MatrixXf& span() const { return m_span; }
  [[nodiscard]] Eigen::MatrixXf coordinates(double t) const;  // (<=6, 3)

  /// (n, d) -> (n, 6), zeros where the span has fewer: spanᵀ (row - origin of `from`). One read of the rows.
  [[nodiscard]] SpanPoints projectOntoSpan(const ConstRows& rows) const;
  /// The rows as project(at(t), rows) would place them, to rounding. Both (n, ...); on all threads.
  void place(const SpanPoints& spanPoints, double t, Eigen::Ref<Points> points) const;

  /// How far the turn goes: the largest principal angle between the two spans, in radians. In [0, pi/2], or
  /// up to pi where the frame is turned over.
  [[nodiscard]] double largestAngleRad() const { return m_anglesRad.maxCoeff(); }

 private:
  [[nodiscard]] Eigen::MatrixXd turnedAxes(
      double t) const;  // (<=6, 3) orthonormal, in the coordinates of m_span
  [[nodiscard]] Eigen::Matrix3d stretch(double t) const;

  Slice m_from, m_to;
  Eigen::MatrixXf
      m_span;  // (d, r) orthonormal: the principal directions of `from`, then what they turn towards
  Eigen::MatrixXd m_start, m_towards;  // (r, 3) both, in the coordinates of m_span; zero where there is none
  Eigen::Vector3d m_anglesRad;         // how far each principal direction turns
  Eigen::Matrix3d m_align;             // from the principal directions to the axes of `from`
  Eigen::Vector3d m_twistAxis;         // the rotation inside the span, about this axis ...
  double m_twistRad = 0;               // ... by this much in all
  Eigen::Matrix3d m_stretchFrom, m_stretchTo;  // symmetric polar factors (identity for orthonormal axes)
};

}  // namespace es::math
