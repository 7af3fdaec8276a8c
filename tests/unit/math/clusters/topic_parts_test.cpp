#include "math/clusters/topic_parts.h"

#include <algorithm>
#include <random>
#include <set>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"

using namespace es::math;

namespace {

const auto& kIgnore = es::base::ignoreProgress();

/// Rows about 4 directions, and about 3 lesser ones beside each of those, in turn; and, as in a table of
/// words, two directions in which all differ most, whatever they are about: those findTopics takes off.
RowMatrix nestedRows(Index count, Index dims) {
  std::mt19937 bits(3);
  std::normal_distribution<float> normal;
  const auto unit = [&] {
    return Eigen::RowVectorXf(
        Eigen::RowVectorXf::NullaryExpr(dims, [&] { return normal(bits); }).normalized());
  };
  const Eigen::RowVectorXf often = unit(), other = unit();
  std::vector<Eigen::RowVectorXf> large, small;
  for (int i = 0; i < 4; ++i) large.push_back(unit());
  for (int i = 0; i < 12; ++i) small.push_back(unit());
  RowMatrix rows(count, dims);
  for (Index row = 0; row < count; ++row) {
    const auto part = static_cast<std::size_t>(row % 12);
    rows.row(row) = large[part / 3] + 0.7F * small[part] + 0.25F * unit();
    rows.row(row) += 3 * normal(bits) * often + 2 * normal(bits) * other;
  }
  return rows;
}

}  // namespace

TEST_CASE("a topic's parts are the planted ones, named and cored by their own rows") {
  const RowMatrix rows = nestedRows(2400, 40);
  const Topics topics = findTopics(rows, {4, 1, 3}, kIgnore);
  const auto parts = topicParts(rows, topics, 3, 2, kIgnore);
  REQUIRE(parts.size() == 4);
  std::set<Index> planted;
  for (std::size_t topic = 0; topic < parts.size(); ++topic) {
    REQUIRE(parts[topic].size() == 3);
    for (const TopicPart& part : parts[topic]) {
      REQUIRE_FALSE(part.core.empty());
      const Index own = part.core.front() % 12;
      planted.insert(own);
      CHECK(part.size >= 150);
      for (const Index row : part.core) {
        CHECK(row % 12 == own);
        CHECK(topics.topicOf[static_cast<std::size_t>(row)] == static_cast<Index>(topic));
      }
      for (const Topic::Name& name : part.names) CHECK(name.row % 12 == own);
    }
  }
  CHECK(planted.size() == 12);
}

TEST_CASE("a core is the rows with the largest cosines") {
  const RowMatrix rows = nestedRows(600, 20);
  const Topics topics = findTopics(rows, {4, 1, 3}, kIgnore);
  const auto cores = topicCores(topics, 50);
  for (std::size_t topic = 0; topic < cores.size(); ++topic) {
    REQUIRE(cores[topic].size() == 50);
    const float least = topics.products[static_cast<std::size_t>(cores[topic].back())];
    const std::set<Index> core(cores[topic].begin(), cores[topic].end());
    for (std::size_t row = 0; row < topics.topicOf.size(); ++row)
      if (topics.topicOf[row] == static_cast<Index>(topic) && !core.contains(static_cast<Index>(row)))
        CHECK(topics.products[row] <= least);
  }
}

TEST_CASE("the means of topics are those of their rows") {
  const RowMatrix rows = nestedRows(300, 12);
  const Topics topics = findTopics(rows, {4, 1, 3}, kIgnore);
  const RowMatrix means = topicMeans(rows, topics);
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(4, 12);
  for (Index row = 0; row < rows.rows(); ++row)
    sums.row(topics.topicOf[static_cast<std::size_t>(row)]) += rows.row(row).cast<double>();
  for (Index topic = 0; topic < 4; ++topic) {
    const auto size = static_cast<double>(topics.topics[static_cast<std::size_t>(topic)].size);
    CHECK((sums.row(topic) / size - means.row(topic).cast<double>()).norm() < 1e-5);
  }
}

TEST_CASE("few rows have no parts, and parting can be cancelled") {
  const RowMatrix rows = nestedRows(60, 12);
  const Topics topics = findTopics(rows, {4, 1, 3}, kIgnore);
  for (const auto& parts : topicParts(rows, topics, 5, 2, kIgnore)) CHECK(parts.empty());
  const RowMatrix more = nestedRows(2400, 12);
  CHECK_THROWS_AS(
      topicParts(more, findTopics(more, {4, 1, 3}, kIgnore), 3, 2, [](double) { throw es::Cancelled{}; }),
      es::Cancelled);
}
