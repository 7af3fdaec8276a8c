#include "app/evaluate/topic_hues.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "catch.h"
#include "math_support.h"

using namespace es;

namespace {

constexpr int kHues = 14;

int steps(int a, int b) {
  const int way = std::abs(a - b);
  return std::min(way, kHues - way);
}

/// Unit rows in pairs: the two of a pair have a cosine of about 0.9, all others next to none.
math::RowMatrix pairsOfTopics(math::Index pairs) {
  const math::RowMatrix own = math::test::randomRows(2 * pairs, 200, 5);
  math::RowMatrix centres = own;
  for (math::Index i = 0; i < pairs; ++i)
    centres.row(2 * i + 1) = own.row(2 * i).normalized() + 0.45F * own.row(2 * i + 1).normalized();
  centres.rowwise().normalize();
  return centres;
}

}  // namespace

TEST_CASE("topics that are near each other have hues far apart") {
  const math::RowMatrix centres = pairsOfTopics(12);
  const auto hues = app::topicHues(centres, kHues);
  REQUIRE(hues.size() == 24);
  for (std::size_t i = 0; i < hues.size(); i += 2) CHECK(steps(hues[i], hues[i + 1]) >= kHues / 2 - 2);
}

TEST_CASE("hues are shared out evenly, and the same again") {
  const math::RowMatrix centres = pairsOfTopics(12);
  const auto hues = app::topicHues(centres, kHues);
  std::map<int, int> used;
  for (const int hue : hues) ++used[hue];
  for (const auto& [hue, count] : used) {
    CHECK(hue < kHues);
    CHECK(count <= 2);
  }
  CHECK(app::topicHues(centres, kHues) == hues);
  CHECK(app::topicHues(math::RowMatrix(0, 3), kHues).empty());
  CHECK(app::topicHues(centres.topRows(1), kHues).size() == 1);
}
