#include "math/search/int8_query.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "base/multiversion.h"

namespace es::math {
namespace {

/// More than all that floats round off here relative to the sizes that go in: a rounding of each chunk, a
/// handful of operations on their sum, a length, and at last the score itself when it becomes a float.
float roundingOf(Index groups) {
  constexpr float kUnitRoundoff = 0x1p-24F;
  return static_cast<float>(64 + 4 * chunksOf(groups)) * kUnitRoundoff;
}

constexpr double kFloatMax = std::numeric_limits<float>::max();
constexpr float kUnknown = std::numeric_limits<float>::infinity();

struct Terms {
  const float* products;
  const float* scales;
  const float* errors;
  const float* lengths;
  float scale, errorFactor, errorTerm, halfInverse, slack, rounding;
};

ES_MULTIVERSION void cosineBounds(const Terms& terms, Index rows, float* upper) {
  for (Index i = 0; i < rows; ++i) {
    upper[i] = terms.products[i] * terms.scale * terms.scales[i] +
               (terms.errors[i] * terms.errorFactor + terms.errorTerm);
  }
}

ES_MULTIVERSION void lengthBounds(const Terms& terms, Index rows, float* upper) {
  for (Index i = 0; i < rows; ++i) {
    const float cosine = terms.products[i] * terms.scale * terms.scales[i];
    const float error = terms.errors[i] * terms.errorFactor + terms.errorTerm;
    const float length = terms.lengths[i];
    const float share = length * terms.halfInverse;
    upper[i] = length * (cosine + error - share * (1 - terms.rounding)) + terms.slack;
  }
}

/// Marks the panels with a row whose bound is not below `threshold`; an unknown (NaN) is not.
ES_MULTIVERSION void markReaching(const float* upper, Index rows, float threshold, bool* marks) {
  for (Index first = 0; first < rows; first += kPanelRows) {
    int reaching = 0;
    for (Index i = first; i < first + kPanelRows; ++i) reaching += upper[i] < threshold ? 0 : 1;
    *marks++ = reaching > 0;
  }
}

}  // namespace

bool Int8Query::canBound(double queryLength) {
  return queryLength >= Int8Index::kLeastLength && queryLength <= Int8Index::kLargestLength;
}

Int8Query::Int8Query(const Int8Index& index, const RowScorer& scorer)
    : m_index(index),
      m_scorer(scorer),
      m_cells(static_cast<std::size_t>(index.groups())),
      m_rounding(roundingOf(index.groups())) {
  quantize(scorer.query() / scorer.queryLength());
  if (scorer.metric() == Metric::Euclidean) {
    m_halfInverse = static_cast<float>(0.5 / scorer.queryLength());
    m_slack = m_rounding * static_cast<float>(scorer.queryLength());
  }
}

/// row . q = (integers + rest of the row) . (numbers + rest of q): the rests are bounded by their lengths.
void Int8Query::quantize(const Eigen::VectorXd& unit) {
  constexpr int kLargest = 127;
  m_scale = static_cast<float>(unit.cwiseAbs().maxCoeff() / kLargest);
  double restSquares = 0;
  for (Index i = 0; i < unit.size(); ++i) {
    const int number = std::clamp(static_cast<int>(std::lround(unit[i] / m_scale)), -kLargest, kLargest);
    QueryCell& cell = m_cells[static_cast<std::size_t>(i / kGroupDims)];
    cell.values[static_cast<std::size_t>(i % kGroupDims)] = static_cast<std::int8_t>(number);
    const double rest = unit[i] - static_cast<double>(m_scale) * number;
    restSquares += rest * rest;
  }
  const auto rest = static_cast<float>(std::sqrt(restSquares));
  m_errorFactor = (1 + rest) * (1 + m_rounding);
  m_errorTerm = rest + m_rounding;
}

std::vector<std::int32_t> Int8Query::chunkSums() const {
  std::vector<std::int32_t> sums(static_cast<std::size_t>(chunksOf(m_index.groups())));
  for (std::size_t group = 0; group < m_cells.size(); ++group) {
    std::int32_t& own = sums[group / static_cast<std::size_t>(kChunkGroups)];
    own = std::accumulate(m_cells[group].values.begin(), m_cells[group].values.end(), own);
  }
  return sums;
}

/// The key of a row of that goodness, rounded down.
float Int8Query::keyOf(double goodness) const {
  constexpr double kWideRounding = 1e-12;
  const double length = m_scorer.queryLength();
  double key = goodness, size = std::abs(goodness);
  if (m_scorer.metric() == Metric::Dot) {
    key /= length;
    size /= length;
  } else if (m_scorer.metric() == Metric::Euclidean) {
    key = (length * length - goodness * goodness) / (2 * length);
    size = (length * length + goodness * goodness) / (2 * length);
  }
  const double least = std::max(key - size * kWideRounding, -kFloatMax);
  const auto rounded = static_cast<float>(std::min(least, kFloatMax));
  return rounded > least ? std::nextafter(rounded, -kUnknown) : rounded;
}

Index Int8Query::possible(const ScannedBlock& block, double threshold,
                          std::array<Index, kBlockRows>& rows) const {
  const Terms terms{block.products,
                    m_index.scales().data() + block.first,
                    m_index.errors().data() + block.first,
                    m_scorer.lengths().data() + block.first,
                    m_scale,
                    m_errorFactor,
                    m_errorTerm,
                    m_halfInverse,
                    m_slack,
                    m_rounding};
  // Beyond the last row nothing reaches anything; before k rows are known, everything does.
  std::array<float, kBlockRows> upper;
  const Index panels = Int8Index::panelsOf(block.rows);
  std::fill(upper.begin() + block.rows, upper.begin() + panels * kPanelRows, -kUnknown);
  (m_scorer.metric() == Metric::Cosine ? cosineBounds : lengthBounds)(terms, block.rows, upper.data());
  const float least = keyOf(threshold);
  std::array<bool, kBlockRows / kPanelRows> marks;
  markReaching(upper.data(), panels * kPanelRows, least, marks.data());
  Index count = 0;
  for (Index panel = 0; panel < panels; ++panel) {
    if (!marks[static_cast<std::size_t>(panel)]) continue;
    const Index end = std::min(block.rows, (panel + 1) * kPanelRows);
    for (Index i = panel * kPanelRows; i < end; ++i) {
      if (!(upper[static_cast<std::size_t>(i)] < least))
        rows[static_cast<std::size_t>(count++)] = block.first + i;
    }
  }
  return count;
}

}  // namespace es::math
