#include "math/linear/projection.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "math/kernels/row_passes.h"

namespace es::math {
namespace {

/// Any number times 0 is 0, unless it is infinite or not a number: one sum answers for all.
bool allFinite(const float* values, Index count) {
  return (Eigen::Map<const Eigen::ArrayXf>(values, count) * 0.0F).sum() == 0.0F;
}

}  // namespace

Projection::Projection(const Eigen::MatrixXf& axes, const Vector& origin)
    : m_axes(axes), m_origin(Vector::Zero(paddedSize(axes.rows()))) {
  assert(axes.rows() == origin.size());
  m_origin.head(origin.size()) = origin;
  m_paddedAxes = RowMatrix::Zero((axes.cols() + 2) / 3 * 3, m_origin.size());
  m_paddedAxes.topLeftCorner(axes.cols(), axes.rows()) = axes.transpose();
}

void Projection::projectExactly(const float* row, float* out) const {
  constexpr double kMost = std::numeric_limits<float>::max();
  const Index dims = m_axes.rows();
  const Eigen::VectorXd arrow =
      Eigen::Map<const Vector>(row, dims).cast<double>() - m_origin.head(dims).cast<double>();
  const Eigen::VectorXd point = m_axes.cast<double>().transpose() * arrow;
  Eigen::Map<Vector>(out, point.size()) = point.cwiseMax(-kMost).cwiseMin(kMost).cast<float>();
}

void Projection::projectBlock(const RowsView& rows, float* out) const {
  const Index count = m_axes.cols();
  for (Index k = 0; k < count; k += 3) {
    const AxesView axes{m_paddedAxes.row(k).data(), m_origin.data(), std::min<Index>(3, count - k)};
    rowKernels().front()->project(rows, axes, out + k, count);
  }
  if (allFinite(out, rows.count * count)) return;
  for (Index row = 0; row < rows.count; ++row) {  // numbers near the end of float's range
    if (!allFinite(out + row * count, count))
      projectExactly(rows.values + row * rows.stride, out + row * count);
  }
}

void Projection::project(const ConstRows& rows, float* out) const {
  constexpr Index kBlockFloats = 1 << 16;  // near the processor for the second three axes
  const Index blockRows = std::max<Index>(4, kBlockFloats / rows.cols() / 4 * 4);
  forEachBlock(rows.rows(), blockRows, [&](Index first, Index count) {
    projectBlock(viewOf(rows).middle(first, count), out + first * m_axes.cols());
  });
}

}  // namespace es::math
