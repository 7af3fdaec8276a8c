#include "render/vector/painter_order.h"

#include <algorithm>
#include <random>

#include "catch.h"

namespace es::render {
namespace {

using glm::vec2;

SeenStroke stroke(vec2 from, vec2 to, float depthFrom, float depthTo) {
  SeenStroke made;
  made.from = from;
  made.to = to;
  made.depthFrom = depthFrom;
  made.depthTo = depthTo;
  made.radiusPx = 1.0F;
  return made;
}

// Whether `first` is drawn before `second`.
bool isBefore(const std::vector<std::size_t>& order, std::size_t first, std::size_t second) {
  return std::ranges::find(order, first) < std::ranges::find(order, second);
}

TEST_CASE("where two strokes cross the one that is nearer there is drawn later") {
  // The second's middle is farther away, but it is nearer where they cross.
  const std::vector<SeenStroke> strokes = {stroke({0, 50}, {100, 50}, 10, 10),
                                           stroke({10, 0}, {10, 400}, 5, 40)};
  CHECK(paintersOrder(strokes) == std::vector<std::size_t>{0, 1});
  const std::vector<SeenStroke> swapped = {strokes[1], strokes[0]};
  CHECK(paintersOrder(swapped) == std::vector<std::size_t>{1, 0});
}

TEST_CASE("strokes that meet are ordered by what lies beside the place") {
  // A narrow angle: an arrow's tip, and one that goes back beside it but nearer.
  const std::vector<SeenStroke> strokes = {stroke({0, 0}, {100, 0}, 4, 10), stroke({100, 0}, {0, 1}, 10, 20)};
  CHECK(isBefore(paintersOrder(strokes), 1, 0));
}

TEST_CASE("depth between the ends is that of perspective, not the mean") {
  // Half way in the picture between depths 10 and 90 lies depth 18, not 50.
  const std::vector<SeenStroke> strokes = {stroke({0, 0}, {100, 0}, 10, 90),
                                           stroke({50, -50}, {50, 50}, 25, 25)};
  CHECK(isBefore(paintersOrder(strokes), 1, 0));
}

TEST_CASE("of strokes that each have one depth every overlap is in order") {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> px(0.0F, 300.0F), depth(1.0F, 50.0F);
  std::vector<SeenStroke> strokes;
  for (int i = 0; i < 120; ++i) {
    const float d = depth(random);
    strokes.push_back(stroke({px(random), px(random)}, {px(random), px(random)}, d, d));
  }
  const std::vector<std::size_t> order = paintersOrder(strokes);
  std::vector<std::size_t> sorted = order;
  std::ranges::sort(sorted);
  for (std::size_t i = 0; i < sorted.size(); ++i) REQUIRE(sorted[i] == i);
  const auto turn = [](vec2 a, vec2 b, vec2 c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  };
  int crossings = 0;
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    for (std::size_t j = 0; j < strokes.size(); ++j) {
      const SeenStroke &a = strokes[i], &b = strokes[j];
      const bool cross = turn(a.from, a.to, b.from) * turn(a.from, a.to, b.to) < 0 &&
                         turn(b.from, b.to, a.from) * turn(b.from, b.to, a.to) < 0;
      if (!cross || a.depthFrom <= 1.01F * b.depthFrom) continue;
      ++crossings;
      CHECK(isBefore(order, i, j));
    }
  }
  CHECK(crossings > 500);
}

TEST_CASE("a ring of strokes is broken at the farthest, and nothing is lost") {
  const std::vector<SeenStroke> ring = {stroke({0, 0}, {100, 10}, 1, 9), stroke({90, 0}, {50, 90}, 1, 9),
                                        stroke({60, 90}, {5, -10}, 1, 9)};
  std::vector<std::size_t> order = paintersOrder(ring);
  std::ranges::sort(order);
  CHECK(order == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a disc is drawn before what hides it") {
  const std::vector<SeenStroke> ordered = {stroke({0, 0}, {100, 0}, 20, 20),
                                           stroke({50, -50}, {50, 50}, 10, 10)};
  CHECK(drawnBefore(ordered, {50, 0}, 2, 30) == 0);
  CHECK(drawnBefore(ordered, {50, 0}, 2, 15) == 1);
  CHECK(drawnBefore(ordered, {50, 0}, 2, 5) == 2);
  CHECK(drawnBefore(ordered, {20, 0}, 2, 30) == 0);
  CHECK(drawnBefore(ordered, {20, 4}, 2, 30) == 2);  // beside it
  CHECK(drawnBefore(ordered, {20, 2.9F}, 2, 30) == 0);
}

TEST_CASE("faint strokes hide nothing") {
  std::vector<SeenStroke> faint = {stroke({0, 0}, {100, 0}, 20, 20)};
  faint.front().hides = false;
  CHECK(drawnBefore(faint, {50, 0}, 2, 30) == 1);
}

}  // namespace
}  // namespace es::render
