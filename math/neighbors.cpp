#include "math/neighbors.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

#include "math/multiversion.h"

namespace es::math {
namespace {

constexpr Index kBlockRows = 512;
constexpr Index kLanes = 16;
constexpr double kFloatMax = std::numeric_limits<float>::max();

// Sums in kLanes separate accumulators vectorise without -ffast-math, and are more accurate than one.
[[gnu::always_inline]] inline float laneSum(std::array<float, kLanes>& lanes) {
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t lane = 0; lane < half; ++lane) {
      lanes[lane] += lanes[lane + half];
    }
  }
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
      for (Index lane = 0; lane < kLanes; ++lane) {
        lanes[static_cast<std::size_t>(lane)] += row[i + lane] * query[i + lane];
      }
    }
    for (Index lane = 0; i + lane < block.dims; ++lane) {
      lanes[static_cast<std::size_t>(lane)] += row[i + lane] * query[i + lane];
    }
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

/// Where a row's goodness lies: its score, negated for distances, so that larger is always better.
struct Bounds {
  double lower = 0;
  double upper = 0;
};

using BlockBounds = std::array<Bounds, kBlockRows>;

/// Scores rows twice over: all of them fast, in float, with a bound on the rounding error; and any of them in
/// double. The ranking is by the double score rounded once to float, so it does not depend on the processor.
class Scorer {
 public:
  Scorer(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query, Metric metric)
      : m_rows(rows), m_lengths(lengths), m_query(query.cast<double>()), m_metric(metric) {
    assert(rows.cols() == query.size() && query.size() > 0 && lengths.size() == rows.rows());
    m_queryLength = m_query.norm();
    const bool scaled = metric != Metric::Euclidean && m_queryLength > 0;
    m_scanQuery = scaled ? (m_query / m_queryLength).cast<float>().eval() : query.eval();
    // Every product and every addition of a lane rounds once; the lanes are added and the score scaled in a
    // few more.
    constexpr double kUnitRoundoff = 0x1p-24;
    const double additions = static_cast<double>(query.size()) / static_cast<double>(kLanes);
    m_relativeError = (additions + 24) * kUnitRoundoff;
  }

  Index count() const { return m_rows.rows(); }

  /// The goodness of row `row`, rounded to float; scores beyond float's range are its largest number.
  float goodness(Index row) const {
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
    return static_cast<float>(std::clamp(value, -kFloatMax, kFloatMax));
  }

  float score(float goodness) const { return m_metric == Metric::Euclidean ? 0 - goodness : goodness; }

  /// Bounds on the goodness of rows [first, first + rows).
  void bound(Index first, Index rows, BlockBounds& bounds) const {
    std::array<float, kBlockRows> sums;
    const RowBlock block{m_rows.data() + first * m_rows.outerStride(), m_rows.outerStride(), rows,
                         m_rows.cols()};
    const bool distances = m_metric == Metric::Euclidean;
    (distances ? squaredDistances : dotProducts)(block, m_scanQuery.data(), sums.data());
    for (Index i = 0; i < rows; ++i) {
      const auto at = static_cast<std::size_t>(i);
      bounds[at] = distances ? aroundDistance(first + i, sums[at]) : aroundDot(first + i, sums[at]);
    }
  }

 private:
  // Outside these a float sum may overflow, or lose digits to numbers too small to be normal.
  static bool trusted(float size) { return size >= 1e-30F && size <= 1e37F; }

  Bounds exactly(Index row) const {
    const double value = goodness(row);
    return {value, value};
  }

  static Bounds around(double value, double error) {
    constexpr double kLeastFloat = std::numeric_limits<float>::denorm_min();
    error += 2 * kLeastFloat;
    return {std::clamp(value - error, -kFloatMax, kFloatMax),
            std::clamp(value + error, -kFloatMax, kFloatMax)};
  }

  Bounds aroundDistance(Index row, float squared) const {
    if (!trusted(squared)) {
      return exactly(row);
    }
    const double distance = std::sqrt(static_cast<double>(squared));
    return around(-distance, m_relativeError * distance);
  }

  Bounds aroundDot(Index row, float sum) const {
    const float length = m_lengths[row];
    if (!trusted(length)) {
      return exactly(row);
    }
    if (m_metric == Metric::Cosine) {
      return around(static_cast<double>(sum) / static_cast<double>(length), m_relativeError);
    }
    return around(sum * m_queryLength, m_relativeError * length * m_queryLength);
  }

  const ConstRows& m_rows;
  const ConstVector& m_lengths;
  Eigen::VectorXd m_query;
  Vector m_scanQuery;  // of unit length where the metric allows, so that sums stay within the rows' lengths
  double m_queryLength = 0;
  double m_relativeError = 0;
  Metric m_metric;
};

/// The rows that may still be among the k best, given bounds on their goodness.
class Shortlist {
 public:
  explicit Shortlist(Index k) : m_k(static_cast<std::size_t>(k)), m_pruneAt(2 * m_k + 1024) {}

  bool mayEnter(const Bounds& bounds) const { return bounds.upper >= m_threshold; }

  void add(Index row, const Bounds& bounds) {
    m_candidates.push_back({row, bounds});
    if (m_candidates.size() >= m_pruneAt) {
      prune();
      m_pruneAt = 2 * m_candidates.size() + 1024;
    }
  }

  /// Drops whatever is surely worse than k others.
  void prune() {
    if (m_candidates.size() <= m_k) {
      return;
    }
    const auto kth = m_candidates.begin() + static_cast<std::ptrdiff_t>(m_k) - 1;
    std::ranges::nth_element(m_candidates, kth, std::ranges::greater{},
                             [](const Candidate& c) { return c.bounds.lower; });
    m_threshold = kth->bounds.lower;
    std::erase_if(m_candidates, [&](const Candidate& c) { return c.bounds.upper < m_threshold; });
  }

  /// The k best of them, best first.
  std::vector<Hit> rank(const Scorer& scorer) {
    prune();
    std::vector<Hit> hits;
    hits.reserve(m_candidates.size());
    for (const Candidate& candidate : m_candidates) {
      hits.push_back({candidate.row, scorer.goodness(candidate.row)});
    }
    const auto better = [](const Hit& a, const Hit& b) {
      return a.score != b.score ? a.score > b.score : a.row < b.row;
    };
    std::ranges::sort(hits, better);
    hits.resize(std::min(hits.size(), m_k));
    for (Hit& hit : hits) {
      hit.score = scorer.score(hit.score);
    }
    return hits;
  }

 private:
  struct Candidate {
    Index row = 0;
    Bounds bounds;
  };

  std::size_t m_k;
  std::size_t m_pruneAt;
  double m_threshold = -std::numeric_limits<double>::infinity();
  std::vector<Candidate> m_candidates;
};

/// Calls visit(row, bounds) for every row that is not left out, from the first to the last.
template <typename Visit>
void forEachRow(const Scorer& scorer, std::span<const Index> leftOut, const Visit& visit) {
  std::vector<Index> absent(leftOut.begin(), leftOut.end());
  std::ranges::sort(absent);
  auto nextAbsent = absent.begin();
  BlockBounds bounds;
  for (Index first = 0; first < scorer.count(); first += kBlockRows) {
    const Index rows = std::min(kBlockRows, scorer.count() - first);
    scorer.bound(first, rows, bounds);
    for (Index row = first; row < first + rows; ++row) {
      while (nextAbsent != absent.end() && *nextAbsent < row) {
        ++nextAbsent;
      }
      if (nextAbsent == absent.end() || *nextAbsent != row) {
        visit(row, bounds[static_cast<std::size_t>(row - first)]);
      }
    }
  }
}

}  // namespace

Vector rowLengths(const ConstRows& rows) {
  Vector lengths(rows.rows());
  for (Index row = 0; row < rows.rows(); ++row) {
    lengths[row] = static_cast<float>(std::min(rows.row(row).cast<double>().norm(), kFloatMax));
  }
  return lengths;
}

std::vector<Hit> nearest(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query, Index k,
                         Metric metric, std::span<const Index> leftOut) {
  k = std::min(k, rows.rows());
  if (k <= 0) {
    return {};
  }
  const Scorer scorer(rows, lengths, query, metric);
  Shortlist shortlist(k);
  forEachRow(scorer, leftOut, [&](Index row, const Bounds& bounds) {
    if (shortlist.mayEnter(bounds)) {
      shortlist.add(row, bounds);
    }
  });
  return shortlist.rank(scorer);
}

Rank rankOf(Index row, const ConstRows& rows, const ConstVector& lengths, const ConstVector& query,
            Metric metric, std::span<const Index> leftOut) {
  assert(row >= 0 && row < rows.rows() && std::ranges::find(leftOut, row) == leftOut.end());
  const Scorer scorer(rows, lengths, query, metric);
  const float own = scorer.goodness(row);
  Rank rank{1, scorer.score(own)};
  forEachRow(scorer, leftOut, [&](Index other, const Bounds& bounds) {
    if (other == row || bounds.upper < own) {
      return;
    }
    const float goodness =
        bounds.lower > own ? std::numeric_limits<float>::infinity() : scorer.goodness(other);
    if (goodness > own || (goodness == own && other < row)) {
      ++rank.place;
    }
  });
  return rank;
}

}  // namespace es::math
