#include "math/clusters/topics.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math/clusters/spherical_kmeans.h"
#include "math_support.h"

using namespace es::math;

namespace {

const auto& kIgnore = es::base::ignoreProgress();

struct Planted {
  RowMatrix rows;              // unit rows about hidden directions
  std::vector<Index> planted;  // (n)
};

/// Rows in turn about `clusters` directions; `noise`: its length beside a direction of length 1.
Planted plantedRows(Index clusters, Index count, Index dims, double noise, unsigned seed) {
  std::mt19937 bits(seed);
  std::normal_distribution<float> normal;
  const auto gaussian = [&](Index rows) {
    return RowMatrix(RowMatrix::NullaryExpr(rows, dims, [&] { return normal(bits); }).rowwise().normalized());
  };
  const RowMatrix directions = gaussian(clusters);
  Planted result{gaussian(count) * static_cast<float>(noise), {}};
  for (Index row = 0; row < count; ++row) {
    result.planted.push_back(row % clusters);
    result.rows.row(row) += directions.row(row % clusters);
  }
  result.rows.rowwise().normalize();
  return result;
}

/// The same parts under whatever numbers.
bool sameParts(const std::vector<Index>& a, const std::vector<Index>& b) {
  std::set<std::pair<Index, Index>> pairs;
  for (std::size_t i = 0; i < a.size(); ++i) pairs.emplace(a[i], b[i]);
  return pairs.size() == std::set(a.begin(), a.end()).size() &&
         pairs.size() == std::set(b.begin(), b.end()).size();
}

/// The definition: the sum of the lengths of the clusters' sums.
double objectiveOf(const RowMatrix& rows, const std::vector<Index>& clusterOf, Index clusters) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(clusters, rows.cols());
  for (Index row = 0; row < rows.rows(); ++row)
    sums.row(clusterOf[static_cast<std::size_t>(row)]) += rows.row(row).cast<double>();
  return sums.rowwise().norm().sum();
}

}  // namespace

TEST_CASE("the nearest centre and the next one are those of plain double sums") {
  for (const Index dims : {1, 2, 7, 100}) {
    for (const Index clusters : {1, 2, 7, 8, 9, 24}) {
      for (const Index count : {1, 3, 4, 5, 600}) {
        const RowMatrix rows = test::randomRows(count, dims, 1),
                        centres = test::randomRows(clusters, dims, 2);
        const auto found = assignToCentres(rows, centres);
        const Eigen::MatrixXd products = rows.cast<double>() * centres.cast<double>().transpose();
        for (Index row = 0; row < count; ++row) {
          const NearestCentre& one = found[static_cast<std::size_t>(row)];
          Eigen::RowVectorXd own = products.row(row);
          REQUIRE(std::abs(own[one.centre] - own.maxCoeff()) < 1e-12);
          REQUIRE(std::abs(one.product - own.maxCoeff()) < 1e-12);
          own[one.centre] = -std::numeric_limits<double>::infinity();
          if (clusters > 1) REQUIRE(std::abs(one.nextProduct - own.maxCoeff()) < 1e-12);
          if (clusters == 1) REQUIRE(std::isinf(one.nextProduct));
        }
      }
    }
  }
}

TEST_CASE("planted clusters are found") {
  for (const Index clusters : {1, 2, 5, 12}) {
    const Planted sample = plantedRows(clusters, 1500, 40, 0.4, 3);
    const Clustering found = sphericalKMeans(sample.rows, {clusters, 1, 8}, kIgnore);
    CHECK(sameParts(found.clusterOf, sample.planted));
    CHECK(found.objective == Approx(objectiveOf(sample.rows, sample.planted, clusters)).epsilon(1e-6));
    CHECK((found.centres.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-6F);
  }
}

TEST_CASE("a clustering is a fixed point, nearly, and its objective the definition's") {
  const Planted sample = plantedRows(9, 2000, 30, 2.0, 4);
  const Clustering found = sphericalKMeans(sample.rows, {14, 5, 2}, kIgnore);
  const auto nearest = assignToCentres(sample.rows, found.centres);
  for (std::size_t row = 0; row < nearest.size(); ++row) CHECK(nearest[row].centre == found.clusterOf[row]);
  const double own = objectiveOf(sample.rows, found.clusterOf, 14);
  CHECK(found.objective <= own * (1 + 1e-7));
  CHECK(found.objective >= own * (1 - 1e-4));
}

TEST_CASE("more starts are never worse, and the same seed gives the same clustering") {
  const Planted sample = plantedRows(20, 1200, 16, 1.5, 6);
  double before = 0;
  for (const int starts : {1, 2, 4, 8}) {
    const Clustering one = sphericalKMeans(sample.rows, {20, 9, starts}, kIgnore);
    const Clustering again = sphericalKMeans(sample.rows, {20, 9, starts}, kIgnore);
    CHECK(one.clusterOf == again.clusterOf);
    CHECK(one.centres == again.centres);
    CHECK(one.objective >= before);
    before = one.objective;
  }
  CHECK(sphericalKMeans(sample.rows, {20, 10, 1}, kIgnore).objective !=
        sphericalKMeans(sample.rows, {20, 9, 1}, kIgnore).objective);
}

TEST_CASE("the same clustering however the work falls to the threads") {
  const Planted sample = plantedRows(10, 3000, 24, 1.5, 7);
  const Clustering expected = sphericalKMeans(sample.rows, {10, 2, 2}, kIgnore);
  std::array<Clustering, 3> found;
  {
    std::vector<std::jthread> threads;  // which take the processors from one another
    for (Clustering& one : found)
      threads.emplace_back([&] { one = sphericalKMeans(sample.rows, {10, 2, 2}, kIgnore); });
  }
  for (const Clustering& one : found) {
    CHECK(one.centres == expected.centres);
    CHECK(one.clusterOf == expected.clusterOf);
  }
}

TEST_CASE("equal rows and as many clusters as rows") {
  const RowMatrix equal = RowMatrix::Constant(50, 4, 0.5F);
  CHECK(sphericalKMeans(equal, {3, 1, 2}, kIgnore).objective == Approx(50));
  const RowMatrix few = plantedRows(6, 6, 10, 0.1, 8).rows;
  const Clustering own = sphericalKMeans(few, {6, 1, 1}, kIgnore);
  CHECK(std::set(own.clusterOf.begin(), own.clusterOf.end()).size() == 6);
  CHECK(own.objective == Approx(6).epsilon(1e-6));
}

TEST_CASE("the objective is as good as numpy's Lloyd iteration at its best of many starts") {
  const auto oracle = test::readOracle("spherical_kmeans.json");
  const Index rows = oracle.at("rows"), dims = oracle.at("dims"), clusters = oracle.at("clusters");
  RowMatrix table = test::matrixFrom(oracle, "table", rows, dims);
  table.rowwise().normalize();
  const Clustering found = sphericalKMeans(table, {clusters, 1, 20}, kIgnore);
  CHECK(objectiveOf(table, found.clusterOf, clusters) >= 0.998 * oracle.at("best_objective").get<double>());
  const double single = sphericalKMeans(table, {clusters, 1, 1}, kIgnore).objective;
  CHECK(single >= 0.97 * oracle.at("best_objective").get<double>());
}

TEST_CASE("topics see rows without their mean and two largest directions") {
  RowMatrix rows = plantedRows(6, 900, 20, 1.0, 11).rows;
  const RowMatrix common = test::randomRows(2, 20, 12);
  rows += 30 * test::randomRows(900, 2, 13) * common;
  rows.rowwise() += test::randomRows(1, 20, 14).row(0) * 100;
  const RowMatrix directions = withoutCommonPart(rows, commonPart(rows, TopicSpec{}.sampleNumbers, kIgnore));
  const Eigen::MatrixXd centred = rows.cast<double>().rowwise() - rows.cast<double>().colwise().mean();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(centred.transpose() * centred);
  const Eigen::MatrixXd axes = solver.eigenvectors().rightCols(2);
  Eigen::MatrixXd expected = centred - centred * axes * axes.transpose();
  expected.rowwise().normalize();
  // The mean and the axes are rounded to float, and the rows are a hundred times as long as what is left.
  CHECK((directions.cast<double>() - expected).cwiseAbs().maxCoeff() < 2e-4);
}

TEST_CASE("planted topics are found, counted and named by their clearest rows") {
  Planted sample = plantedRows(8, 4000, 30, 0.5, 15);
  std::mt19937 bits(16);
  std::normal_distribution<float> normal;
  const RowMatrix common = test::randomRows(2, 30, 17);
  for (Index row = 0; row < 4000; ++row)
    sample.rows.row(row) += 3 * normal(bits) * common.row(0) + 2 * normal(bits) * common.row(1);
  const Topics found = findTopics(sample.rows, {8, 1, 3}, kIgnore);
  REQUIRE(found.topics.size() == 8);
  // One of the eight directions may lie within those that are taken off; the others stay apart.
  std::size_t agreeing = 0;
  std::set<Index> named;
  for (std::size_t topic = 0; topic < 8; ++topic) {
    std::array<std::size_t, 8> counts{};
    Index size = 0;
    for (std::size_t row = 0; row < found.topicOf.size(); ++row) {
      if (found.topicOf[row] != static_cast<Index>(topic)) continue;
      ++counts[static_cast<std::size_t>(sample.planted[row])];
      ++size;
    }
    agreeing += *std::ranges::max_element(counts);
    CHECK(found.topics[topic].size == size);
    if (topic > 0) CHECK(found.topics[topic - 1].size >= size);
    REQUIRE(found.topics[topic].names.size() == 3);
    double before = 2;
    for (const Topic::Name& name : found.topics[topic].names) {
      CHECK(found.topicOf[static_cast<std::size_t>(name.row)] == static_cast<Index>(topic));
      CHECK(name.margin <= before);
      before = name.margin;
      named.insert(name.row);
    }
  }
  CHECK(agreeing >= 3800);  // of 4,000: two planted directions may come close once two are taken off
  CHECK(named.size() == 24);
  CHECK(findTopics(sample.rows, {8, 1, 3}, kIgnore).topicOf == found.topicOf);
}

TEST_CASE("names are the rows with the largest margin among the first ones") {
  const RowMatrix rows = plantedRows(5, 9000, 12, 1.5, 18).rows;
  const Topics found = findTopics(rows, {5, 3, 2}, kIgnore);
  const RowMatrix directions = withoutCommonPart(rows, commonPart(rows, TopicSpec{}.sampleNumbers, kIgnore));
  const Eigen::MatrixXd cosines = directions.cast<double>() * found.centres.cast<double>().transpose();
  for (Index topic = 0; topic < 5; ++topic) {
    double largest = -1;
    for (Index row = 0; row < TopicSpec::kNamingRows; ++row) {
      Eigen::RowVectorXd own = cosines.row(row);
      const double product = own[topic];
      own[topic] = -1;
      if (product > own.maxCoeff()) largest = std::max(largest, product - own.maxCoeff());
    }
    CHECK(found.topics[static_cast<std::size_t>(topic)].names.front().margin == Approx(largest).margin(1e-9));
  }
}

TEST_CASE("a turn and another scale change no topic") {
  const RowMatrix rows = plantedRows(6, 2000, 16, 0.6, 19).rows;
  const Eigen::MatrixXd turn =
      Eigen::HouseholderQR<Eigen::MatrixXd>(test::randomRows(16, 16, 20).cast<double>()).householderQ();
  const RowMatrix turned = (rows.cast<double>() * turn * 5.0).cast<float>();
  const Topics a = findTopics(rows, {6, 1, 3}, kIgnore), b = findTopics(turned, {6, 1, 3}, kIgnore);
  std::size_t same = 0;
  for (std::size_t row = 0; row < a.topicOf.size(); ++row) same += a.topicOf[row] == b.topicOf[row] ? 1 : 0;
  CHECK(same >= 1990);  // of 2,000: a row on a border may change sides by rounding
}

TEST_CASE("the common part of a large table is that of an even sample of its rows") {
  RowMatrix rows = plantedRows(6, 6000, 20, 1.0, 22).rows;
  rows += 30 * test::randomRows(6000, 2, 23) * test::randomRows(2, 20, 24);
  const CommonPart all = commonPart(rows, 6000 * 20, kIgnore), some = commonPart(rows, 2000 * 20, kIgnore);
  CHECK((all.mean - some.mean).norm() > 0);  // it is a sample
  RowMatrix thirds(2000, 20);
  for (Index row = 0; row < 2000; ++row) thirds.row(row) = rows.row(3 * row);
  const CommonPart expected = commonPart(thirds, 2000 * 20, kIgnore);
  CHECK(some.mean == expected.mean);
  CHECK(some.axes == expected.axes);
  // The plane of the two is nearly the same: cosines of the principal angles.
  const Eigen::MatrixXd between = all.axes.transpose() * some.axes;
  CHECK(Eigen::JacobiSVD<Eigen::MatrixXd>(between).singularValues().minCoeff() > 0.99);
}

TEST_CASE("topics of tables with next to nothing in them") {
  for (const Index rows : {1, 2, 3, 10}) {
    for (const Index dims : {1, 2, 3, 20}) {
      const Topics found = findTopics(test::randomRows(rows, dims, 21), {24, 1, 3}, kIgnore);
      Index sum = 0;
      for (const Topic& topic : found.topics) sum += topic.size;
      CHECK(sum == rows);
      CHECK(found.topicOf.size() == static_cast<std::size_t>(rows));
      CHECK(found.centres.rows() == static_cast<Index>(found.topics.size()));
    }
  }
  const Topics same = findTopics(RowMatrix::Constant(30, 5, 0.1F), {4, 1, 3}, kIgnore);
  REQUIRE(same.topics.size() == 1);
  CHECK(same.topics[0].size == 30);
}

TEST_CASE("finding topics reports and can be cancelled") {
  const RowMatrix rows = plantedRows(4, 3000, 20, 1.0, 22).rows;
  double share = 0;
  findTopics(rows, {4, 1, 3}, [&](double now) {
    CHECK(now >= share);
    share = now;
  });
  CHECK(share == 1);
  for (const double at : {0.0, 0.35, 0.8}) {
    CHECK_THROWS_AS(findTopics(rows, {4, 1, 3},
                               [&](double now) {
                                 if (now >= at) throw es::Cancelled{};
                               }),
                    es::Cancelled);
  }
}
