#pragma once

#include <span>
#include <vector>

#include "base/progress.h"
#include "math/linear/similarity.h"
#include "math/search/int8_index.h"
#include "math/types.h"

namespace es::math {

/// A row with its score: cosine (larger is nearer), Euclidean distance (smaller is nearer) or dot product.
/// Computed in double and rounded once to a float's digits, also beyond a float's range.
struct Hit {
  Index row = 0;
  double score = 0;
  bool operator==(const Hit&) const = default;
};

/// The length of every row, float's largest number where it is longer, NaN for a row with a number that is
/// not finite. rows: (n, d) -> (n).
Vector rowLengths(const ConstRows& rows, const base::Progress& progress = base::ignoreProgress());

/// What is searched. Views: it must not outlive what it was made from.
struct SearchRows {
  ConstRows rows;                        // (n, d), all finite
  ConstVector lengths;                   // (n), as rowLengths gives them
  const Int8Index* index = nullptr;      // of these rows; where there is one, most rows are not read in full
  const Int8Kernels* kernels = nullptr;  // null: the fastest that this processor has
};

/// The k nearest of all n rows to `query`, best first, exact: every row is looked at, ties go to the lower
/// row. Rows in `leftOut` (any order) are not answers. k larger than what is there gives all. query: (d), all
/// finite. Rows of length zero score a cosine of 0. All rows are scanned, in 8 bits where there is an int8
/// index, in float where not; those that its rounding leaves in doubt are scored again in double, so the
/// ranking is the double one whatever the processor, the number of threads and the index.
std::vector<Hit> nearest(const SearchRows& table, const ConstVector& query, Index k, Metric metric,
                         std::span<const Index> leftOut);

/// The same for many queries, (m, d), which share the reading of the rows. `leftOut` has a list for each
/// query, or is empty. Answers in the order of the queries.
std::vector<std::vector<Hit>> nearestMany(const SearchRows& table, const ConstRows& queries, Index k,
                                          Metric metric, std::span<const std::vector<Index>> leftOut);

/// The place of a row in that ranking, 1 = first, and its score.
struct Rank {
  Index place = 0;
  double score = 0;
};

/// `row` must not be in `leftOut`.
Rank rankOf(Index row, const SearchRows& table, const ConstVector& query, Metric metric,
            std::span<const Index> leftOut);

// Without an int8 index.
inline std::vector<Hit> nearest(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query,
                                Index k, Metric metric, std::span<const Index> leftOut) {
  return nearest({rows, lengths}, query, k, metric, leftOut);
}

inline Rank rankOf(Index row, const ConstRows& rows, const ConstVector& lengths, const ConstVector& query,
                   Metric metric, std::span<const Index> leftOut) {
  return rankOf(row, {rows, lengths}, query, metric, leftOut);
}

}  // namespace es::math
