#include "math/search/neighbors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "catch.h"
#include "math/search/int8_index.h"
#include "math_support.h"

using namespace es::math;

namespace {

constexpr std::array kMetrics{Metric::Cosine, Metric::Euclidean, Metric::Dot};

/// The score by its definition, one number at a time, in double.
double slowScore(const RowMatrix& rows, Index row, const Vector& query, Metric metric) {
  double sum = 0, rowSquares = 0, querySquares = 0, distance = 0;
  for (Index i = 0; i < rows.cols(); ++i) {
    const double a = rows(row, i);
    const double b = query[i];
    sum += a * b;
    rowSquares += a * a;
    querySquares += b * b;
    distance += (a - b) * (a - b);
  }
  switch (metric) {
    case Metric::Dot:
      return sum;
    case Metric::Euclidean:
      return std::sqrt(distance);
    default:
      return rowSquares == 0 || querySquares == 0 ? 0
                                                  : sum / (std::sqrt(rowSquares) * std::sqrt(querySquares));
  }
}

double goodness(double score, Metric metric) {
  return metric == Metric::Euclidean ? -score : score;
}

/// Checks that `hits` is the ranking: each score right, every equal score in the order of rows, and no row
/// outside better than a row inside.
void checkRanking(const std::vector<Hit>& hits, const RowMatrix& rows, const Vector& query, Index k,
                  Metric metric, const std::set<Index>& leftOut) {
  REQUIRE(static_cast<Index>(hits.size()) == std::min(k, rows.rows() - static_cast<Index>(leftOut.size())));
  std::set<Index> seen;
  bool right = true;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const double exact = slowScore(rows, hits[i].row, query, metric);
    right = right && std::abs(hits[i].score - exact) <= 1.2e-7 * std::abs(exact) + 1e-12;
    right = right && !leftOut.contains(hits[i].row) && seen.insert(hits[i].row).second;
    if (i > 0) {
      const double before = goodness(hits[i - 1].score, metric);
      const double own = goodness(hits[i].score, metric);
      right = right && (before > own || (before == own && hits[i - 1].row < hits[i].row));
    }
  }
  CHECK(right);
  const double worst = hits.empty() ? 0 : goodness(hits.back().score, metric);
  bool complete = true;
  for (Index row = 0; row < rows.rows(); ++row) {
    if (!seen.contains(row) && !leftOut.contains(row)) {
      const double own = goodness(slowScore(rows, row, query, metric), metric);
      complete = complete && own <= worst + 1.2e-7 * std::abs(worst) + 1e-12;
    }
  }
  CHECK(complete);
}

RowMatrix tableWithTies(Index count, Index dims, unsigned seed) {
  RowMatrix rows = test::randomRows(count, dims, seed);
  for (Index row = 0; row + 7 < count; row += 9) {
    rows.row(row + 7) = rows.row(row);  // duplicates
  }
  for (Index row = 4; row < count; row += 31) rows.row(row).setZero();
  rows.row(count / 2) = 2 * rows.row(0);  // the same direction
  return rows;
}

}  // namespace

TEST_CASE("nearest agrees with the definition for all metrics, shapes and k") {
  for (const Index dims : {1, 2, 3, 7, 16, 100, 1000}) {
    const Index count = dims == 1000 ? 530 : 1200;  // more than a block, more than the first shortlist
    const RowMatrix rows = tableWithTies(count, dims, static_cast<unsigned>(dims));
    const Vector lengths = rowLengths(rows);
    const std::vector<Index> leftOut{count - 1, 0, 5};
    for (const Metric metric : kMetrics) {
      for (const Index k : {Index{1}, Index{2}, Index{10}, Index{333}, count + 5}) {
        INFO(metricName(metric) << ", " << dims << " dimensions, k = " << k);
        const Vector query = rows.row(2) - 0.5F * rows.row(9);
        checkRanking(nearest(rows, lengths, query, k, metric, {}), rows, query, k, metric, {});
        checkRanking(nearest(rows, lengths, query, k, metric, leftOut), rows, query, k, metric,
                     {leftOut.begin(), leftOut.end()});
      }
    }
  }
}

TEST_CASE("equal rows score equally and come in their order") {
  RowMatrix rows(3000, 37);
  rows.rowwise() = test::randomRows(1, 37, 1).row(0);
  rows.row(1234) *= 2;
  const Vector query = test::randomRows(1, 37, 2).row(0).transpose();
  for (const Metric metric : kMetrics) {
    const auto hits = nearest(rows, rowLengths(rows), query, 3000, metric, {});
    std::vector<Hit> others;
    std::ranges::copy_if(hits, std::back_inserter(others), [](const Hit& hit) { return hit.row != 1234; });
    REQUIRE(others.size() == 2999);
    CHECK(std::ranges::is_sorted(others, {}, &Hit::row));
    CHECK(std::ranges::all_of(others, [&](const Hit& hit) { return hit.score == others[0].score; }));
    CHECK(nearest(rows, rowLengths(rows), query, 1, metric, {})[0] == hits[0]);
  }
  // Twice a row has the same direction exactly.
  CHECK(nearest(rows, rowLengths(rows), query, 3000, Metric::Cosine, {})[1234].row == 1234);
}

TEST_CASE("numbers at the ends of float's range give finite scores in the right order") {
  RowMatrix rows = test::randomRows(700, 12, 3);
  rows.row(10).setConstant(1e38F);
  rows.row(11).setConstant(-1e38F);
  rows.row(12).setConstant(1e-38F);
  rows.row(13).setConstant(1e-45F);
  rows.row(14).setConstant(std::numeric_limits<float>::max());
  rows.row(15).setZero();
  rows.row(16) *= 1e30F;
  rows.middleRows(20, 30) *= std::numeric_limits<float>::max();  // longer than a float can say
  rows.middleRows(60, 30) *= 1e-42F;
  const Vector lengths = rowLengths(rows);
  CHECK(lengths.allFinite());
  for (const Index asked :
       {Index{0}, Index{10}, Index{11}, Index{12}, Index{13}, Index{14}, Index{15}, Index{16}}) {
    const Vector query = rows.row(asked).transpose();
    for (const Metric metric : kMetrics) {
      INFO(metricName(metric) << " of row " << asked);
      const auto hits = nearest(rows, lengths, query, 700, metric, {});
      CHECK(std::ranges::all_of(hits, [](const Hit& hit) { return std::isfinite(hit.score); }));
      checkRanking(hits, rows, query, 700, metric, {});
      checkRanking(nearest(rows, lengths, query, 6, metric, {}), rows, query, 6, metric, {});
    }
  }
}

TEST_CASE("dot products and distances that no float can hold are ordered as the doubles are") {
  for (const float size : {1e30F, 3e38F}) {
    const RowMatrix rows = test::randomRows(400, 9, 31) * size;
    const Vector lengths = rowLengths(rows);
    const Int8Index index = Int8Index::make(rows, es::base::ignoreProgress());
    const Vector query = rows.row(120).transpose();
    for (const Metric metric : {Metric::Dot, Metric::Euclidean}) {
      std::vector<std::pair<double, Index>> expected;
      for (Index row = 0; row < 400; ++row)
        expected.emplace_back(-goodness(slowScore(rows, row, query, metric), metric), row);
      std::ranges::sort(expected);
      for (const Int8Index* given : {static_cast<const Int8Index*>(nullptr), &index}) {
        const auto hits = nearest({rows, lengths, given}, query, 20, metric, {});
        REQUIRE(hits.size() == 20);
        for (std::size_t i = 0; i < hits.size(); ++i) {
          CHECK(hits[i].row == expected[i].second);
          CHECK(-goodness(hits[i].score, metric) == Approx(expected[i].first).epsilon(1e-6));
          const Rank rank = rankOf(hits[i].row, rows, lengths, query, metric, {});
          CHECK(rank.place == static_cast<Index>(i) + 1);
          CHECK(rank.score == hits[i].score);
        }
      }
    }
  }
}

TEST_CASE("a zero query and zero rows have a cosine of 0") {
  RowMatrix rows = test::randomRows(20, 5, 4);
  rows.row(7).setZero();
  const auto hits = nearest(rows, rowLengths(rows), Vector::Zero(5), 20, Metric::Cosine, {});
  for (Index i = 0; i < 20; ++i) CHECK(hits[static_cast<std::size_t>(i)] == Hit{i, 0});
  for (const Hit& hit : nearest(rows, rowLengths(rows), rows.row(0).transpose(), 20, Metric::Cosine, {}))
    CHECK((hit.row != 7 || hit.score == 0));
}

TEST_CASE("nothing asked, nothing left and repeated exclusions") {
  const RowMatrix rows = test::randomRows(4, 3, 5);
  const Vector lengths = rowLengths(rows);
  const Vector query = rows.row(0).transpose();
  CHECK(nearest(rows, lengths, query, 0, Metric::Dot, {}).empty());
  CHECK(nearest(rows, lengths, query, 9, Metric::Dot, std::vector<Index>{3, 1, 0, 2, 1}).empty());
  CHECK(nearest(rows, lengths, query, 9, Metric::Dot, std::vector<Index>{2, 2}).size() == 3);
}

TEST_CASE("rank is the place in the full ranking") {
  for (const Metric metric : kMetrics) {
    const RowMatrix rows = tableWithTies(800, 9, 6);
    const Vector lengths = rowLengths(rows);
    const Vector query = rows.row(1) + rows.row(2);
    const std::vector<Index> leftOut{1, 2, 700};
    const auto hits = nearest(rows, lengths, query, 800, metric, leftOut);
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const Rank rank = rankOf(hits[i].row, rows, lengths, query, metric, leftOut);
      REQUIRE(rank.place == static_cast<Index>(i) + 1);
      REQUIRE(rank.score == hits[i].score);
    }
  }
}

TEST_CASE("part of a wider table is scored in place") {
  const RowMatrix wide = test::randomRows(300, 24, 8);
  const auto part = wide.middleCols(3, 11);
  const RowMatrix copy = part;
  const Vector query = copy.row(5).transpose();
  const Eigen::Ref<const RowMatrix> inPlace(part);
  REQUIRE(inPlace.outerStride() == 24);
  CHECK(nearest(inPlace, rowLengths(inPlace), query, 20, Metric::Cosine, {}) ==
        nearest(copy, rowLengths(copy), query, 20, Metric::Cosine, {}));
}

TEST_CASE("neighbours agree with gensim") {
  const auto oracle = test::readOracle("neighbors.json");
  const RowMatrix rows = test::matrixFrom(oracle, "table", oracle.at("rows"), oracle.at("dims"));
  const Vector lengths = rowLengths(rows);
  REQUIRE(oracle.at("queries").size() == 20);
  for (const auto& query : oracle.at("queries")) {
    const bool unitInputs = query.at("kind") == "most_similar";
    Vector sum = Vector::Zero(rows.cols());
    std::vector<Index> inputs;
    for (const auto& term : query.at("terms")) {
      const Index row = term[1];
      sum += term[0].get<float>() * rows.row(row).transpose() / (unitInputs ? lengths[row] : 1);
      inputs.push_back(row);
    }
    const auto ids = query.at("ids").get<std::vector<Index>>();
    const auto scores = query.at("scores").get<std::vector<double>>();
    const auto hits = nearest(rows, lengths, sum, static_cast<Index>(ids.size()), Metric::Cosine,
                              unitInputs ? inputs : std::vector<Index>{});
    REQUIRE(hits.size() == ids.size());
    for (std::size_t i = 0; i < hits.size(); ++i) {
      CHECK(hits[i].row == ids[i]);
      CHECK(std::abs(hits[i].score - scores[i]) < 1e-4);
    }
  }
}
