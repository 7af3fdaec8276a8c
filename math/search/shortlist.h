#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "math/search/row_scorer.h"

namespace es::math {

/// A row that may be among the best, and the bounds that say so.
struct Candidate {
  Index row = 0;
  Bounds bounds;
};

/// Drops whatever is surely worse than k others, and returns what a row must reach not to be (minus infinity
/// where there are fewer than k). Order does not matter, and is not kept.
double keepPossible(std::vector<Candidate>& candidates, Index k);

/// The rows that may still be among the k best, as they turn up one by one.
class Shortlist {
 public:
  explicit Shortlist(Index k) : m_k(k), m_pruneAt(k + kRoom) {}

  /// A row whose upper bound is below it is surely worse than k others.
  [[nodiscard]] double threshold() const { return m_threshold; }

  /// k rows that are at least that good were seen elsewhere.
  void raise(double threshold) { m_threshold = std::max(m_threshold, threshold); }

  void add(const Candidate& candidate) {
    if (candidate.bounds.upper < m_threshold) return;
    m_candidates.push_back(candidate);
    if (static_cast<Index>(m_candidates.size()) >= m_pruneAt) prune();
  }

  void prune();

  [[nodiscard]] const std::vector<Candidate>& candidates() const { return m_candidates; }

 private:
  static constexpr Index kRoom = 8;  // so that small lists are not sorted at every entry

  Index m_k;
  Index m_pruneAt;
  double m_threshold = -std::numeric_limits<double>::infinity();
  std::vector<Candidate> m_candidates;
};

}  // namespace es::math
