#include "math/directions/many_directions.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math/directions/pair_check.h"
#include "math/kernels/angle_kernels.h"
#include "math/linear/similarity.h"
#include "math_support.h"

using namespace es::math;
using Catch::Matchers::WithinAbs;

namespace {

AngleCensus censusOf(const RowMatrix& rows) {
  return takeCensus(rows, {}, es::base::ignoreProgress());
}

std::uint64_t total(const AngleCensus& census) {
  return std::accumulate(census.histogram.begin(), census.histogram.end(), std::uint64_t{0});
}

}  // namespace

TEST_CASE("random directions and all their angles are numpy's") {
  const auto oracle = test::readOracle("many_directions.json");
  const Index count = oracle.at("count"), dims = oracle.at("dims");
  const RowMatrix rows = randomDirections(count, dims, oracle.at("seed"), es::base::ignoreProgress());
  CHECK((rows - test::matrixFrom(oracle, "rows", count, dims)).cwiseAbs().maxCoeff() < 1e-6F);
  const AngleCensus census = censusOf(rows);
  REQUIRE(oracle.at("nearest_edge").get<double>() > 2e-5);
  CHECK(census.histogram == oracle.at("histogram").get<std::vector<std::uint64_t>>());
  CHECK(census.pairs == static_cast<std::uint64_t>(count * (count - 1) / 2));
  CHECK_THAT(census.smallestDegrees, WithinAbs(oracle.at("smallest").get<double>(), 1e-4));
  CHECK_THAT(census.largestDegrees, WithinAbs(oracle.at("largest").get<double>(), 1e-4));
  CHECK_THAT(census.meanDegrees, WithinAbs(oracle.at("mean").get<double>(), 1e-4));
  CHECK_THAT(census.deviationDegrees, WithinAbs(oracle.at("deviation").get<double>(), 1e-4));
}

TEST_CASE("differences of pairs beside a direction are numpy's") {
  const auto oracle = test::readOracle("many_directions.json");
  const Index dims = oracle.at("dims");
  const RowMatrix differences = test::matrixFrom(oracle, "differences", 6, dims);
  const PairCheck check =
      checkPairs(differences, test::matrixFrom(oracle, "direction", 1, dims).row(0).transpose());
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK_THAT(check.items[i].length, WithinAbs(oracle.at("lengths")[i].get<double>(), 1e-6));
    CHECK_THAT(check.items[i].dot, WithinAbs(oracle.at("dots")[i].get<double>(), 1e-6));
    CHECK_THAT(check.items[i].cosine, WithinAbs(oracle.at("cosines")[i].get<double>(), 1e-6));
  }
  CHECK_THAT(check.consistency, WithinAbs(oracle.at("consistency").get<double>(), 1e-6));
  CHECK(checkPairs(differences.topRows(1), Vector::Ones(dims)).consistency == 1);
}

TEST_CASE("perpendicular directions are all at 90 degrees") {
  for (const Index n : {2, 5, 64, 100, 300}) {  // tiles and blocks of rows that are not full, too
    const AngleCensus census = censusOf(RowMatrix::Identity(n, n));
    CHECK(census.histogram[360] == census.pairs);
    CHECK(census.smallestDegrees == 90);
    CHECK(census.largestDegrees == 90);
    CHECK(census.meanDegrees == 90);
    CHECK(census.deviationDegrees == 0);
    CHECK(census.share(89, 91) == 1);
    CHECK(census.largestCosine == 0);
  }
}

TEST_CASE("opposite and equal directions") {
  RowMatrix rows(3, 2);
  rows << 0.6F, 0.8F, -0.6F, -0.8F, 0.6F, 0.8F;
  const AngleCensus census = censusOf(rows);
  CHECK(census.smallestDegrees == 0);
  CHECK(census.largestDegrees == 180);
  CHECK(census.histogram.front() == 1);
  CHECK(census.histogram.back() == 2);
  CHECK(total(census) == 3);
}

TEST_CASE("the extremes are those of all pairs measured in double") {
  using Shape = std::pair<Index, Index>;
  for (const auto& [count, dims] : {Shape{500, 2}, {900, 2}, {900, 3}, {700, 5}, {300, 40}, {200, 1}}) {
    for (const unsigned seed : {1U, 2U, 3U}) {
      INFO(count << " in " << dims << " dimensions, seed " << seed);
      const RowMatrix rows = randomDirections(count, dims, seed, es::base::ignoreProgress());
      Eigen::MatrixXd unit = rows.cast<double>();
      unit.rowwise().normalize();
      double nearest = 8, farthest = 8;
      for (Index a = 0; a < rows.rows(); ++a) {
        for (Index b = 0; b < a; ++b) {
          nearest = std::min(nearest, (unit.row(a) - unit.row(b)).squaredNorm());
          farthest = std::min(farthest, (unit.row(a) + unit.row(b)).squaredNorm());
        }
      }
      const auto degrees = [](double square) {
        return 2 * std::asin(std::sqrt(square) / 2) * 180 / std::numbers::pi;
      };
      const AngleCensus census = censusOf(rows);
      CHECK_THAT(census.smallestDegrees, WithinAbs(degrees(nearest), 1e-9));
      CHECK_THAT(180 - census.largestDegrees, WithinAbs(degrees(farthest), 1e-9));
    }
  }
}

TEST_CASE("more directions of the same seed are never farther from one another") {
  double before = 180;
  for (const Index count : {200, 400, 1000, 3000}) {  // each holds those before it
    const double smallest =
        censusOf(randomDirections(count, 3, 1, es::base::ignoreProgress())).smallestDegrees;
    CHECK(smallest <= before);
    before = smallest;
  }
}

TEST_CASE("every pair is counted once, whatever the shape") {
  for (const auto& [n, d] :
       std::vector<std::pair<Index, Index>>{{2, 1}, {17, 3}, {65, 1}, {130, 20}, {401, 9}}) {
    const RowMatrix rows = randomDirections(n, d, 5, es::base::ignoreProgress());
    const AngleCensus census = censusOf(rows);
    CHECK(total(census) == census.pairs);
    double smallest = 180, largest = 0;
    for (Index i = 0; i < n; ++i) {
      for (Index j = 0; j < i; ++j) {
        const double angle = angleDegrees(rows.row(i).transpose(), rows.row(j).transpose());
        smallest = std::min(smallest, angle);
        largest = std::max(largest, angle);
      }
    }
    CHECK_THAT(census.smallestDegrees, WithinAbs(smallest, 0.03));
    CHECK_THAT(census.largestDegrees, WithinAbs(largest, 0.03));
  }
}

TEST_CASE("long rows keep their precision") {
  const RowMatrix rows = randomDirections(6, 5'000, 2, es::base::ignoreProgress());
  const AngleCensus census = censusOf(rows);
  double sum = 0;
  for (Index i = 0; i < 6; ++i)
    for (Index j = 0; j < i; ++j) sum += angleDegrees(rows.row(i).transpose(), rows.row(j).transpose());
  CHECK_THAT(census.meanDegrees, WithinAbs(sum / 15, 2e-5));
}

TEST_CASE("the angle's polynomial is the arc cosine") {
  for (int i = -2'000; i <= 2'000; ++i) {
    const float cosine = static_cast<float>(i) / 2'000;
    float degrees = 0;
    anglesOf(&cosine, 1, &degrees);
    CHECK_THAT(static_cast<double>(degrees),
               WithinAbs(std::acos(static_cast<double>(cosine)) * 180 / 3.14159265358979323846, 2e-5));
  }
}

TEST_CASE("the same seed gives the same census every time") {
  const RowMatrix rows = randomDirections(700, 30, 9, es::base::ignoreProgress());
  const AngleCensus first = censusOf(rows), second = censusOf(rows);  // parts end in another order each time
  CHECK(first.histogram == second.histogram);
  CHECK(first.meanDegrees == second.meanDegrees);
  CHECK(first.deviationDegrees == second.deviationDegrees);
  CHECK(randomDirections(700, 30, 9, es::base::ignoreProgress()) == rows);
  CHECK(randomDirections(700, 30, 10, es::base::ignoreProgress()) != rows);
}

TEST_CASE("random directions follow the law of their dimension") {
  const AngleCensus census = censusOf(randomDirections(2'000, 20, 1, es::base::ignoreProgress()));
  const std::vector<double> expected = expectedShares(20);
  CHECK_THAT(std::accumulate(expected.begin(), expected.end(), 0.0), WithinAbs(1, 1e-9));
  double difference = 0;
  for (std::size_t bin = 0; bin < expected.size(); ++bin) {
    difference += std::abs(expected[bin] -
                           static_cast<double>(census.histogram[bin]) / static_cast<double>(census.pairs));
  }
  CHECK(difference < 0.02);
  CHECK_THAT(expectedShares(2)[0], WithinAbs(1.0 / 720, 1e-12));  // in the plane all angles are alike
}

TEST_CASE("pushing apart never brings any two nearer to one line") {
  PushedDirections directions =
      startDirections(randomDirections(400, 24, 1, es::base::ignoreProgress()), es::base::ignoreProgress());
  const double before = directions.census.largestCosine;
  for (int round = 0; round < 12; ++round) {
    const double last = directions.census.largestCosine;
    directions = pushApart(std::move(directions), es::base::ignoreProgress());
    CHECK(directions.census.largestCosine <= last);
  }
  CHECK(directions.rounds == 12);
  CHECK(directions.census.largestCosine < 0.75 * before);
  CHECK(directions.census.largestCosine >= welchBound(400, 24));
  for (Index row = 0; row < 400; ++row)
    CHECK_THAT(length(directions.vectors.row(row).transpose()), WithinAbs(1, 1e-6));
}

TEST_CASE("what cannot come further apart stays") {
  PushedDirections perpendicular = startDirections(RowMatrix::Identity(4, 4), es::base::ignoreProgress());
  perpendicular = pushApart(std::move(perpendicular), es::base::ignoreProgress());
  CHECK(perpendicular.vectors == RowMatrix::Identity(4, 4));
  CHECK(perpendicular.step == 0);
  PushedDirections line =
      startDirections(randomDirections(40, 1, 1, es::base::ignoreProgress()), es::base::ignoreProgress());
  line = pushApart(std::move(line), es::base::ignoreProgress());
  CHECK(line.census.largestCosine == 1);
}

TEST_CASE("Welch's bound") {
  CHECK(welchBound(3, 3) == 0);
  CHECK_THAT(welchBound(4, 3), WithinAbs(1.0 / 3, 1e-12));  // the corners of a tetrahedron
  CHECK_THAT(welchBound(3, 2), WithinAbs(0.5, 1e-12));      // three lines in the plane, 60 degrees apart
  CHECK(welchBound(10'000, 100) > 0.099);
}

TEST_CASE("long work on directions can be cancelled") {
  const auto cancel = [](double) { throw es::Cancelled(); };
  CHECK_THROWS_AS(randomDirections(1'000, 10, 1, cancel), es::Cancelled);
  const RowMatrix rows = randomDirections(100, 10, 1, es::base::ignoreProgress());
  CHECK_THROWS_AS(takeCensus(rows, {}, cancel), es::Cancelled);
}
