#pragma once

#include <span>
#include <vector>

#include "math/similarity.h"
#include "math/types.h"

namespace es::math {

/// A row with its score: cosine (larger is nearer), Euclidean distance (smaller is nearer) or dot product.
/// Computed in double and rounded once to float; beyond float's range it is float's largest number.
struct Hit {
  Index row = 0;
  float score = 0;
  bool operator==(const Hit&) const = default;
};

/// The length of every row, float's largest number where it is longer. rows: (n, d) -> (n).
Vector rowLengths(const ConstRows& rows);

/// The k nearest of all n rows to `query`, best first, exact: every row is scored, ties go to the lower row.
/// `lengths` as rowLengths gives them. Rows in `leftOut` (any order) are not answers. k larger than what is
/// there gives all. rows: (n, d), query: (d), all finite. Rows of length zero score a cosine of 0.
/// All rows are scanned in float; those that its rounding leaves in doubt are scored again in double, so the
/// ranking is the double one whatever the processor.
std::vector<Hit> nearest(const ConstRows& rows, const ConstVector& lengths, const ConstVector& query, Index k,
                         Metric metric, std::span<const Index> leftOut);

/// The place of `row` in that ranking, 1 = first, and its score; `row` must not be in `leftOut`.
struct Rank {
  Index place = 0;
  float score = 0;
};
Rank rankOf(Index row, const ConstRows& rows, const ConstVector& lengths, const ConstVector& query,
            Metric metric, std::span<const Index> leftOut);

}  // namespace es::math
