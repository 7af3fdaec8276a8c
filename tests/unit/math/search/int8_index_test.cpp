#include "math/search/int8_index.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math/search/neighbors.h"
#include "math_support.h"

using namespace es::math;

namespace {

constexpr std::array kMetrics{Metric::Cosine, Metric::Euclidean, Metric::Dot};
constexpr double kFloatMax = std::numeric_limits<float>::max();

Int8Index indexOf(const ConstRows& rows) {
  return Int8Index::make(rows, es::base::ignoreProgress());
}

int integerOf(const Int8Index& index, Index row, Index dimension) {
  const Index cell = row / kPanelRows * index.groups() + dimension / kGroupDims;
  const Index at = row % kPanelRows * kGroupDims + dimension % kGroupDims;
  return index.cells()[static_cast<std::size_t>(cell)].values[static_cast<std::size_t>(at)];
}

/// The ranking by its definition: every row scored in double, rounded once to float where one is so large,
/// sorted.
std::vector<Hit> plainRanking(const RowMatrix& rows, const Vector& query, Index k, Metric metric,
                              std::span<const Index> leftOut) {
  const Eigen::VectorXd wide = query.cast<double>();
  std::vector<Hit> hits;
  for (Index row = 0; row < rows.rows(); ++row) {
    if (std::ranges::find(leftOut, row) != leftOut.end()) continue;
    const Eigen::VectorXd own = rows.row(row).cast<double>().transpose();
    const double lengths = own.norm() * wide.norm();
    double score = metric == Metric::Euclidean ? (own - wide).norm() : own.dot(wide);
    if (metric == Metric::Cosine) score = lengths == 0 ? 0 : std::clamp(score / lengths, -1.0, 1.0);
    const bool fits = std::abs(score) <= kFloatMax;
    const double unit = fits ? 1 : 0x1p160;  // beyond float's range a float's digits are kept
    hits.push_back({row, static_cast<double>(static_cast<float>(score / unit)) * unit});
  }
  std::ranges::stable_sort(hits, [metric](const Hit& a, const Hit& b) {
    return metric == Metric::Euclidean ? a.score < b.score : a.score > b.score;
  });
  hits.resize(std::min(hits.size(), static_cast<std::size_t>(k)));
  return hits;
}

/// Checks the indexed search on every kind of processor, and the unindexed one, against the definition.
void checkAllPaths(const RowMatrix& rows, const Vector& query, Index k, std::span<const Index> leftOut) {
  const Vector lengths = rowLengths(rows);
  const Int8Index index = indexOf(rows);
  for (const Metric metric : kMetrics) {
    INFO(metricName(metric) << ", " << rows.rows() << " x " << rows.cols() << ", k = " << k);
    const auto expected = plainRanking(rows, query, k, metric, leftOut);
    CHECK((nearest({rows, lengths}, query, k, metric, leftOut) == expected));
    for (const Int8Kernels* kernels : int8Kernels()) {
      INFO(kernels->processor);
      CHECK((nearest({rows, lengths, &index, kernels}, query, k, metric, leftOut) == expected));
    }
  }
}

RowMatrix roughTable(Index count, Index dims, unsigned seed) {
  RowMatrix rows = test::randomRows(count, dims, seed);
  for (Index row = 0; row + 7 < count; row += 9) {
    rows.row(row + 7) = rows.row(row);  // duplicates
  }
  for (Index row = 4; row < count; row += 31) rows.row(row).setZero();
  for (Index row = 5; row < count; row += 17) {
    rows.row(row) *= static_cast<float>(row);  // as long as no other
  }
  return rows;
}

/// Copies of one row, in each of which one number differs by one in its last bit.
RowMatrix nearTies(Index count, Index dims, unsigned seed) {
  RowMatrix rows(count, dims);
  rows.rowwise() = test::randomRows(1, dims, seed).row(0);
  for (Index row = 0; row < count; ++row) {
    float& number = rows(row, row % dims);
    number = std::nextafter(number, row % 3 == 0 ? 9.0F : -9.0F);
  }
  return rows;
}

/// Panels and queries of random digits. The first row and query are as large as can be, where instructions
/// would saturate.
class Factors {
 public:
  Factors(Index panels, Index groups, Index count)
      : m_panels(panels),
        m_groups(groups),
        m_cells(static_cast<std::size_t>(panels * groups)),
        m_queries(static_cast<std::size_t>(count * groups)),
        m_sums(static_cast<std::size_t>(count * chunksOf(groups))) {
    std::mt19937 bits(11);
    const auto digit = [&] { return static_cast<std::int8_t>(static_cast<int>(bits() % 255) - 127); };
    for (Int8Cell& cell : m_cells) {
      std::ranges::generate(cell.values, digit);
      std::fill_n(cell.values.begin(), kGroupDims, std::int8_t{-127});
    }
    for (Index i = 0; i < count * groups; ++i) {
      QueryCell& cell = m_queries[static_cast<std::size_t>(i)];
      std::ranges::generate(cell.values, digit);
      if (i < groups) cell.values.fill(i % 2 == 0 && count > 1 ? 127 : -127);
      std::int32_t& sum =
          m_sums[static_cast<std::size_t>(i / groups * chunksOf(groups) + i % groups / kChunkGroups)];
      sum = std::accumulate(cell.values.begin(), cell.values.end(), sum);
    }
  }

  /// Relative to the sum of the terms' magnitudes.
  double worstError(const Int8Kernels& kernels) const {
    const Index count = static_cast<Index>(m_queries.size()) / m_groups;
    std::vector<float> out(static_cast<std::size_t>(count * m_panels * kPanelRows), -1);
    int8Products(kernels, {m_cells.data(), m_panels, m_groups, m_groups},
                 {m_queries.data(), m_sums.data(), count, m_groups, chunksOf(m_groups)}, out.data());
    double worst = 0;
    for (std::size_t at = 0; at < out.size(); ++at) {
      const Index rows = m_panels * kPanelRows, index = static_cast<Index>(at);
      worst = std::max(worst, errorOf(index / rows, index % rows, out[at]));
    }
    return worst;
  }

 private:
  double errorOf(Index query, Index row, double product) const {
    double sum = 0, size = 0;
    for (Index i = 0; i < m_groups * kGroupDims; ++i) {
      const Index group = i / kGroupDims, inGroup = i % kGroupDims;
      const QueryCell& numbers = m_queries[static_cast<std::size_t>(query * m_groups + group)];
      const Int8Cell& cell = m_cells[static_cast<std::size_t>(row / kPanelRows * m_groups + group)];
      const int own = cell.values[static_cast<std::size_t>(row % kPanelRows * kGroupDims + inGroup)];
      const int number = numbers.values[static_cast<std::size_t>(inGroup)];
      sum += own * number;
      size += std::abs(own * number);
    }
    return std::abs(product - sum) / size;
  }

  Index m_panels, m_groups;
  std::vector<Int8Cell> m_cells;
  std::vector<QueryCell> m_queries;
  std::vector<std::int32_t> m_sums;
};

}  // namespace

TEST_CASE("what the index loses of a row is no longer than it says, and not much shorter") {
  for (const Index dims : {1, 2, 3, 4, 5, 63, 100, 257}) {
    const RowMatrix rows = roughTable(100, dims, static_cast<unsigned>(dims));
    const Int8Index index = indexOf(rows);
    REQUIRE(index.rows() == 100);
    REQUIRE(index.dims() == dims);
    for (Index row = 0; row < rows.rows(); ++row) {
      const auto at = static_cast<std::size_t>(row);
      Eigen::VectorXd rest = rows.row(row).cast<double>().transpose();
      if (rest.norm() > 0) rest /= rest.norm();
      for (Index i = 0; i < dims; ++i)
        rest[i] -= static_cast<double>(index.scales()[at]) * integerOf(index, row, i);
      REQUIRE(rest.norm() <= index.errors()[at]);
      REQUIRE(index.errors()[at] <= rest.norm() * 1.00001 + 1e-8);
      REQUIRE(index.errors()[at] <= 0.004 * std::sqrt(static_cast<double>(dims)));
    }
  }
}

TEST_CASE("nothing is told of rows of extreme length, and zeros fill up the last panel") {
  RowMatrix rows = test::randomRows(18, 6, 2);
  rows.row(3) *= 1e30F;
  rows.row(4) *= 1e-30F;
  rows.row(5).setZero();
  const Int8Index index = indexOf(rows);
  CHECK(std::isinf(index.errors()[3]));
  CHECK(std::isinf(index.errors()[4]));
  CHECK(index.errors()[5] == 0);
  REQUIRE(index.cells().size() == 4);
  for (Index row = 18; row < 32; ++row)
    for (Index i = 0; i < 8; ++i) CHECK(integerOf(index, row, i) == 0);
  for (Index row = 0; row < 18; ++row) CHECK(integerOf(index, row, 7) == 0);
}

TEST_CASE("an index is made again from its parts, and making one can be stopped") {
  const RowMatrix rows = test::randomRows(3000, 40, 5);
  const Int8Index made = indexOf(rows);
  const Int8Index again(made.rows(), made.dims(), {made.cells().begin(), made.cells().end()},
                        {made.scales().begin(), made.scales().end()},
                        {made.errors().begin(), made.errors().end()});
  const Vector lengths = rowLengths(rows);
  const Vector query = rows.row(7).transpose();
  CHECK((nearest({rows, lengths, &again}, query, 9, Metric::Cosine, {}) ==
         nearest({rows, lengths, &made}, query, 9, Metric::Cosine, {})));
  CHECK_THROWS_AS(Int8Index::make(rows, [](double) { throw es::Cancelled(); }), es::Cancelled);
  double last = -1;
  bool grows = true;
  Int8Index::make(rows, [&](double share) {
    grows = grows && share > last;
    last = share;
  });
  CHECK(grows);
  CHECK(last == 1);
}

TEST_CASE("integer products on every kind of processor that this one can stand for") {
  for (const Index panels : {1, 2, 3}) {
    for (const Index groups : {1, 2, 25, 256, 300, 600}) {
      for (const Index count : {1, 2, 3, 4, 5, 9}) {
        const Factors factors(panels, groups, count);
        for (const Int8Kernels* kernels : int8Kernels()) {
          INFO(kernels->processor << ", " << panels << " panels of " << groups << ", " << count
                                  << " queries");
          CHECK(factors.worstError(*kernels) <= 1e-6);
        }
      }
    }
  }
}

TEST_CASE("with and without an index the ranking is the definition's, for every width and k") {
  for (const Index dims : {1, 2, 3, 5, 16, 37, 100, 768}) {
    const Index count = 1200;  // more than a block, not whole panels
    const RowMatrix rows = roughTable(count - 7, dims, static_cast<unsigned>(dims) + 20);
    const std::vector<Index> leftOut{0, 9, count - 8, 9};
    for (const Index k : {Index{1}, Index{10}, Index{70}, count / 2, count + 3}) {
      const Vector query = rows.row(2) - 0.5F * rows.row(9);
      checkAllPaths(rows, query, k, {});
      checkAllPaths(rows, query, k, leftOut);
    }
  }
}

TEST_CASE("wide rows are indexed exactly") {
  const RowMatrix rows = roughTable(90, 12'288, 3);
  for (const Index k : {1, 5, 90}) checkAllPaths(rows, rows.row(2) + rows.row(11), k, std::vector<Index>{11});
}

TEST_CASE("many parts of a table share what they have found") {
  const RowMatrix rows = roughTable(60'000, 50, 8);
  for (const Index at : {0, 1, 2})
    checkAllPaths(rows, rows.row(100 + at) - rows.row(9 + at), 10, std::vector<Index>{100});
}

TEST_CASE("rows that differ in one last bit are ranked by it") {
  for (const Index dims : {1, 3, 64, 1000}) {
    const RowMatrix rows = nearTies(900, dims, static_cast<unsigned>(dims));
    for (const Index k : {1, 7, 50, 900}) {
      checkAllPaths(rows, rows.row(1).transpose(), k, {});
      checkAllPaths(rows, test::randomRows(1, dims, 77).row(0).transpose(), k, {});
    }
  }
}

TEST_CASE("equal scores come in the order of rows whatever indexed them") {
  RowMatrix rows(5000, 20);
  rows.rowwise() = test::randomRows(1, 20, 1).row(0);
  for (Index row = 0; row < rows.rows(); row += 2) rows.row(row) *= 2;  // cosines stay
  for (const Index k : {1, 10, 300})
    checkAllPaths(rows, test::randomRows(1, 20, 2).row(0).transpose(), k, std::vector<Index>{0, 3});
}

TEST_CASE("distances that differ by less than a float can say tie") {
  // Short rows far from the query: all distances round to the same few floats.
  RowMatrix rows = test::randomRows(3000, 8, 4) * 1e-7F;
  rows.bottomRows(1500) *= 1e-3F;
  rows.row(77).setZero();
  const Vector query = test::randomRows(1, 8, 5).row(0).transpose();
  for (const float length : {1.0F, 1e3F, 1e11F, 1e13F})
    for (const Index k : {1, 10, 100}) checkAllPaths(rows, query * length, k, {});
}

TEST_CASE("numbers at the ends of float's range pass the index as they would pass without") {
  RowMatrix rows = test::randomRows(1500, 12, 3);
  rows.row(10).setConstant(1e38F);
  rows.row(11).setConstant(-1e38F);
  rows.row(12).setConstant(1e-38F);
  rows.row(13).setConstant(1e-45F);
  rows.row(14).setConstant(std::numeric_limits<float>::max());
  rows.row(15).setZero();
  rows.row(16) *= 1e30F;
  rows.middleRows(20, 30) *= std::numeric_limits<float>::max();
  rows.middleRows(60, 30) *= 1e-42F;
  for (Index row = 100; row < 200; ++row) {
    rows.row(row) *= std::pow(10.0F, static_cast<float>(row - 150) / 4);  // 1e-12.5 ... 1e12.25
  }
  for (const Index asked : {0, 10, 11, 12, 13, 14, 15, 16, 25, 65, 101, 150, 190, 199}) {
    INFO("row " << asked);
    for (const Index k : {1, 6, 90, 1500})
      checkAllPaths(rows, rows.row(asked).transpose(), k, std::vector<Index>{0});
  }
}

TEST_CASE("many queries at once have the answers that each has alone") {
  const RowMatrix rows = roughTable(20'000, 30, 12);
  const Vector lengths = rowLengths(rows);
  const Int8Index index = indexOf(rows);
  for (const Index count : {0, 1, 2, 7, 64, 150}) {
    RowMatrix queries = test::randomRows(count, 30, static_cast<unsigned>(count) + 1);
    if (count > 4) queries.row(3).setZero();
    if (count > 4) queries.row(4) *= 1e20F;  // neither can be indexed
    std::vector<std::vector<Index>> leftOut(static_cast<std::size_t>(count));
    for (Index i = 0; i < count; ++i) leftOut[static_cast<std::size_t>(i)] = {i, 2 * i};
    for (const Metric metric : kMetrics) {
      for (const Int8Kernels* kernels : int8Kernels()) {
        const SearchRows table{rows, lengths, &index, kernels};
        const auto answers = nearestMany(table, queries, 10, metric, leftOut);
        REQUIRE(answers.size() == leftOut.size());
        bool same = true;
        for (std::size_t i = 0; i < answers.size(); ++i) {
          const Vector query = queries.row(static_cast<Index>(i)).transpose();
          same = same && answers[i] == nearest({rows, lengths}, query, 10, metric, leftOut[i]);
        }
        CHECK(same);
      }
      CHECK((nearestMany({rows, lengths}, queries, 10, metric, leftOut) ==
             nearestMany({rows, lengths, &index}, queries, 10, metric, leftOut)));
    }
  }
  CHECK(nearestMany({rows, lengths, &index}, rows.topRows(3), 2, Metric::Cosine, {}).size() == 3);
}
