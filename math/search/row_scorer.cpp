#include "math/search/row_scorer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/multiversion.h"

namespace es::math {
namespace {

constexpr Index kLanes = 16;
constexpr double kFloatMax = std::numeric_limits<float>::max();

// Sums in kLanes separate accumulators vectorise without -ffast-math, and are more accurate than one.
[[gnu::always_inline]] inline float laneSum(std::array<float, kLanes>& lanes) {
  for (std::size_t half = kLanes / 2; half > 0; half /= 2)
    for (std::size_t lane = 0; lane < half; ++lane) lanes[lane] += lanes[lane + half];
  return lanes[0];
}

struct RowBlock {
  const float* first = nullptr;
  Index stride = 0;
  Index rows = 0;
  Index dims = 0;
};

ES_MULTIVERSION void dotProducts(const RowBlock& block, const float* query, float* out) {
  for (Index r = 0; r < block.rows; ++r) {
    const float* row = block.first + r * block.stride;
    std::array<float, kLanes> lanes{};
    Index i = 0;
    for (; i + kLanes <= block.dims; i += kLanes) {
      for (Index lane = 0; lane < kLanes; ++lane)
        lanes[static_cast<std::size_t>(lane)] += row[i + lane] * query[i + lane];
    }
    for (Index lane = 0; i + lane < block.dims; ++lane)
      lanes[static_cast<std::size_t>(lane)] += row[i + lane] * query[i + lane];
    out[r] = laneSum(lanes);
  }
}

ES_MULTIVERSION void squaredDistances(const RowBlock& block, const float* query, float* out) {
  for (Index r = 0; r < block.rows; ++r) {
    const float* row = block.first + r * block.stride;
    std::array<float, kLanes> lanes{};
    Index i = 0;
    for (; i + kLanes <= block.dims; i += kLanes) {
      for (Index lane = 0; lane < kLanes; ++lane) {
        const float difference = row[i + lane] - query[i + lane];
        lanes[static_cast<std::size_t>(lane)] += difference * difference;
      }
    }
    for (Index lane = 0; i + lane < block.dims; ++lane) {
      const float difference = row[i + lane] - query[i + lane];
      lanes[static_cast<std::size_t>(lane)] += difference * difference;
    }
    out[r] = laneSum(lanes);
  }
}

// Outside these a float sum may overflow, or lose digits to numbers too small to be normal.
bool trusted(float size) {
  return size >= 1e-30F && size <= 1e37F;
}

/// To as many digits as a float has, in a double's range.
double roundedToFloat(double value) {
  constexpr double kUnit = 0x1p160;  // brings all products of floats into float's range
  return std::abs(value) <= kFloatMax ? static_cast<double>(static_cast<float>(value))
                                      : static_cast<double>(static_cast<float>(value / kUnit)) * kUnit;
}

Bounds within(double value, double error) {
  constexpr double kLeastFloat = std::numeric_limits<float>::denorm_min();
  error += 2 * kLeastFloat;
  return {value - error, value + error};
}

}  // namespace

RowScorer::RowScorer(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query,
                     Metric metric)
    : m_rows(rows), m_lengths(lengths), m_query(query.cast<double>()), m_metric(metric) {
  assert(rows.cols() == query.size() && query.size() > 0 && lengths.size() == rows.rows());
  m_queryLength = m_query.norm();
  const bool scaled = metric != Metric::Euclidean && m_queryLength > 0;
  m_scanQuery = scaled ? (m_query / m_queryLength).cast<float>().eval() : query.eval();
  // Every product and every addition of a lane rounds once; the lanes are added and the score scaled in a few
  // more.
  constexpr double kUnitRoundoff = 0x1p-24;
  const double additions = static_cast<double>(query.size()) / static_cast<double>(kLanes);
  m_relativeError = (additions + 24) * kUnitRoundoff;
}

double RowScorer::goodness(Index row) const {
  const auto vector = m_rows.row(row).cast<double>().transpose();
  double value = 0;
  if (m_metric == Metric::Euclidean) {
    value = -(vector - m_query).norm();
  } else {
    value = vector.dot(m_query);
    if (m_metric == Metric::Cosine) {
      const double lengths = vector.norm() * m_queryLength;
      value = lengths == 0 ? 0 : std::clamp(value / lengths, -1.0, 1.0);
    }
  }
  return roundedToFloat(value);
}

void RowScorer::bound(Index first, Index rows, BlockBounds& bounds) const {
  std::array<float, kBlockRows> sums;
  const RowBlock block{m_rows.data() + first * m_rows.outerStride(), m_rows.outerStride(), rows,
                       m_rows.cols()};
  const bool distances = m_metric == Metric::Euclidean;
  (distances ? squaredDistances : dotProducts)(block, m_scanQuery.data(), sums.data());
  for (Index i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    bounds[at] = around(first + i, sums[at]);
  }
}

Bounds RowScorer::bound(Index row) const {
  float sum = 0;
  const RowBlock block{m_rows.data() + row * m_rows.outerStride(), m_rows.outerStride(), 1, m_rows.cols()};
  (m_metric == Metric::Euclidean ? squaredDistances : dotProducts)(block, m_scanQuery.data(), &sum);
  return around(row, sum);
}

Bounds RowScorer::exactly(Index row) const {
  const double value = goodness(row);
  return {value, value};
}

/// `sum` is what the float scan says of the row: a squared distance, or its product with the scan's query.
Bounds RowScorer::around(Index row, float sum) const {
  if (m_metric == Metric::Euclidean) {
    const double distance = std::sqrt(static_cast<double>(sum));
    return trusted(sum) ? within(-distance, m_relativeError * distance) : exactly(row);
  }
  const float length = m_lengths[row];
  if (!trusted(length)) return exactly(row);
  if (m_metric == Metric::Cosine)
    return within(static_cast<double>(sum) / static_cast<double>(length), m_relativeError);
  return within(sum * m_queryLength, m_relativeError * length * m_queryLength);
}

}  // namespace es::math
