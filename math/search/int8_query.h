#pragma once

#include <array>
#include <span>
#include <vector>

#include "math/search/int8_index.h"
#include "math/search/row_scorer.h"

namespace es::math {

/// Rows [first, first + rows), rows <= kBlockRows, and their integer products with a query, (rows).
struct ScannedBlock {
  Index first = 0, rows = 0;
  const float* products = nullptr;
};

/// A query in the index's terms: its numbers to 8 bits, and how a row's integer product with them bounds the
/// row's key. Keys rank rows as goodness does, all in the units of the rows:
///   cosine     row . q / |row|            with q the query at unit length,
///   dot        row . q
///   Euclidean  row . q - |row|^2 / (2 |query|), which is (|query|^2 - distance^2) / (2 |query|).
class Int8Query {
 public:
  /// Whether the index can tell anything about a query: its length is neither zero nor extreme.
  static bool canBound(double queryLength);

  /// Both are kept by reference; the scorer's query must be one that canBound knows.
  Int8Query(const Int8Index& index, const RowScorer& scorer);

  [[nodiscard]] std::span<const QueryCell> cells() const { return m_cells; }  // (groups)
  [[nodiscard]] std::vector<std::int32_t> chunkSums() const;  // (chunks): its numbers added up

  /// Writes those rows of a block, in order, whose goodness (rounded to float) may be `threshold` or better,
  /// and returns how many they are. All others are surely worse.
  [[nodiscard]] Index possible(const ScannedBlock& block, double threshold,
                               std::array<Index, kBlockRows>& rows) const;

 private:
  void quantize(const Eigen::VectorXd& unit);
  [[nodiscard]] float keyOf(double goodness) const;

  const Int8Index& m_index;
  const RowScorer& m_scorer;
  std::vector<QueryCell> m_cells;
  float m_scale = 0;
  float m_rounding = 0;
  float m_errorFactor = 0,
        m_errorTerm = 0;    // |row . q - what the integers say| <= factor * row's error + term
  float m_halfInverse = 0;  // Euclidean: 1 / (2 |query|)
  float m_slack = 0;
};

}  // namespace es::math
