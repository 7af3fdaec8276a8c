#pragma once

#include <array>

#include "math/linear/similarity.h"
#include "math/types.h"

namespace es::math {

/// Where a row's goodness lies: its score, negated for distances, so that larger is always better.
struct Bounds {
  double lower = 0;
  double upper = 0;
};

constexpr Index kBlockRows = 512;  // the most rows bounded at a time
using BlockBounds = std::array<Bounds, kBlockRows>;

/// Scores rows for one query twice over: all of them fast, in float, with a bound on the rounding error; and
/// any of them in double. The ranking is by the double score rounded once to a float's digits, so it does not
/// depend on the processor.
class RowScorer {
 public:
  /// rows: (n, d), lengths: (n) as rowLengths gives them, query: (d); rows and lengths are kept by reference.
  RowScorer(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query, Metric metric);

  [[nodiscard]] Index count() const { return m_rows.rows(); }
  [[nodiscard]] Metric metric() const { return m_metric; }
  [[nodiscard]] const ConstVector& lengths() const { return m_lengths; }
  [[nodiscard]] const Eigen::VectorXd& query() const { return m_query; }
  [[nodiscard]] double queryLength() const { return m_queryLength; }

  /// The goodness of row `row`, rounded once to a float's digits, also beyond a float's range.
  [[nodiscard]] double goodness(Index row) const;

  [[nodiscard]] double score(double goodness) const {
    return m_metric == Metric::Euclidean ? 0 - goodness : goodness;
  }

  /// Bounds on the goodness of rows [first, first + rows), rows <= kBlockRows.
  void bound(Index first, Index rows, BlockBounds& bounds) const;
  [[nodiscard]] Bounds bound(Index row) const;

 private:
  [[nodiscard]] Bounds around(Index row, float sum) const;
  [[nodiscard]] Bounds exactly(Index row) const;

  const ConstRows& m_rows;
  const ConstVector& m_lengths;
  Eigen::VectorXd m_query;
  Vector m_scanQuery;  // of unit length where the metric allows, so that sums stay within the rows' lengths
  double m_queryLength = 0;
  double m_relativeError = 0;
  Metric m_metric;
};

}  // namespace es::math
