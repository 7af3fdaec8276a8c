#include "math/linear/row_shift.h"

#include <algorithm>
#include <cmath>

namespace es::math {
namespace {

constexpr Index kSampleRows = 256;

Eigen::VectorXd sampleRow(const ConstRows& rows, Index i) {
  return rows.row(i * rows.rows() / std::min(kSampleRows, rows.rows())).transpose().cast<double>();
}

}  // namespace

Eigen::VectorXd sampleMean(const ConstRows& rows) {
  const Index count = std::min(kSampleRows, rows.rows());
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(rows.cols());
  for (Index i = 0; i < count; ++i) sum += sampleRow(rows, i);
  return sum / static_cast<double>(count);
}

RowShift::RowShift(const Vector& centre, double variance) {
  constexpr int kMostExponent = 126;  // of a float whose inverse is one too
  const double exponent = variance > 0 ? -std::round(std::log2(variance) / 2) : 0;
  const int held = static_cast<int>(std::clamp<double>(exponent, -kMostExponent, kMostExponent));
  // Large numbers shrink before they are subtracted, small ones grow after it: neither overflows.
  m_shrink = std::ldexp(1.0F, std::min(held, 0));
  m_grow = std::ldexp(1.0F, std::max(held, 0));
  m_offset = Vector::Zero(paddedSize(centre.size() + 1));
  m_offset.head(centre.size()) = -m_shrink * centre;
  m_offset[centre.size()] = 1 / m_grow;
}

RowShift RowShift::fromSample(const ConstRows& rows) {
  const Eigen::VectorXd mean = sampleMean(rows);
  const Index count = std::min(kSampleRows, rows.rows());
  double squares = 0;
  for (Index i = 0; i < count; ++i) squares += (sampleRow(rows, i) - mean).squaredNorm();
  return {mean.cast<float>(), squares / static_cast<double>(count * rows.cols())};
}

Eigen::MatrixXd RowShift::shifted(const ConstRows& rows) const {
  const auto offset = m_offset.head(rows.cols()).transpose().array();
  return (((rows.array() * m_shrink).rowwise() + offset) * m_grow).matrix().cast<double>();
}

Eigen::VectorXd RowShift::undone(const Eigen::VectorXd& y) const {
  return (y / static_cast<double>(m_grow) - m_offset.head(y.size()).cast<double>()) /
         static_cast<double>(m_shrink);
}

double RowShift::squareUnit() const {
  const double scale = static_cast<double>(m_shrink) * static_cast<double>(m_grow);
  return 1 / (scale * scale);
}

}  // namespace es::math
