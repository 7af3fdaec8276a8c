#include "app/scene/label_layout.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "catch.h"

namespace {

using es::app::LabelLayout;
using es::app::LabelRequest;
using es::app::PlacedLabel;

std::vector<LabelRequest> randomRequests(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> x(0, 1280), y(0, 800), width(20, 140);
  std::vector<LabelRequest> requests;
  for (std::size_t i = 0; i < count; ++i) {
    LabelRequest request;
    request.id = i + 1;
    request.anchorXPx = x(random);
    request.anchorYPx = y(random);
    request.widthPx = width(random);
    request.heightPx = 16;
    request.priority = static_cast<int>(i % 4) * 10;
    if (i % 3 == 0) request.directionX = 1;
    requests.push_back(request);
  }
  return requests;
}

bool overlap(const LabelRequest& a, const PlacedLabel& pa, const LabelRequest& b, const PlacedLabel& pb) {
  return pa.xPx < pb.xPx + b.widthPx && pb.xPx < pa.xPx + a.widthPx && pa.yPx < pb.yPx + b.heightPx &&
         pb.yPx < pa.yPx + a.heightPx;
}

}  // namespace

TEST_CASE("placed labels never overlap and stay in the picture") {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const auto requests = randomRequests(seed, 150);
    LabelLayout layout;
    const auto placed = layout.place(requests, {}, {0, 0, 1280, 800});
    REQUIRE(placed.size() > 40);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const LabelRequest& request = requests[placed[i].request];
      REQUIRE(placed[i].xPx >= 0);
      REQUIRE(placed[i].yPx >= 0);
      REQUIRE(placed[i].xPx + request.widthPx <= 1280);
      REQUIRE(placed[i].yPx + request.heightPx <= 800);
      for (std::size_t j = 0; j < i; ++j)
        REQUIRE_FALSE(overlap(request, placed[i], requests[placed[j].request], placed[j]));
    }
  }
}

TEST_CASE("of two labels on one spot the more important one is shown") {
  LabelRequest low{1, 100, 100, 60, 16};
  LabelRequest high = low;
  high.id = 2;
  high.priority = 5;
  LabelLayout layout;
  // A picture with room for one label only.
  const auto placed = layout.place({low, high}, {}, {0, 0, 170, 118});
  REQUIRE(placed.size() >= 1);
  CHECK(placed.front().request == 1);
}

TEST_CASE("a small turn hides and shows few labels") {
  auto requests = randomRequests(3, 120);
  LabelLayout layout;
  layout.place(requests, {}, {0, 0, 1280, 800});
  std::set<std::size_t> shown;
  for (const PlacedLabel& label : layout.place(requests, {}, {0, 0, 1280, 800})) shown.insert(label.request);
  int changes = 0;
  for (int frame = 0; frame < 60; ++frame) {
    for (LabelRequest& request : requests)
      request.anchorXPx += 0.4F * std::sin(0.1F * static_cast<float>(request.id));
    std::set<std::size_t> now;
    for (const PlacedLabel& label : layout.place(requests, {}, {0, 0, 1280, 800})) now.insert(label.request);
    for (const std::size_t index : now) changes += shown.contains(index) ? 0 : 1;
    for (const std::size_t index : shown) changes += now.contains(index) ? 0 : 1;
    shown = std::move(now);
  }
  CHECK(changes < 60);  // less than one label a frame comes or goes among some ninety
}

TEST_CASE("standing still, nothing moves") {
  const auto requests = randomRequests(9, 200);
  LabelLayout layout;
  layout.place(requests, {}, {0, 0, 1280, 800});
  const auto first = layout.place(requests, {}, {0, 0, 1280, 800});
  for (int frame = 0; frame < 5; ++frame) {
    const auto again = layout.place(requests, {}, {0, 0, 1280, 800});
    REQUIRE(again.size() == first.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
      REQUIRE(again[i].request == first[i].request);
      REQUIRE(again[i].xPx == first[i].xPx);
      REQUIRE(again[i].yPx == first[i].yPx);
    }
  }
}

TEST_CASE("labels keep off arrows, and those that must show take the least bad place") {
  LabelRequest request{1, 400, 300, 80, 16};
  const es::app::SegmentPx arrow{400, 300, 700, 300};  // to the right, where a label would go first
  LabelLayout layout;
  const auto placed = layout.place({request}, {arrow}, {0, 0, 1280, 800});
  REQUIRE(placed.size() == 1);
  CHECK((placed[0].xPx + 80 < 400 || placed[0].yPx > 300 || placed[0].yPx + 16 < 300));

  std::vector<es::app::SegmentPx> everywhere;
  for (int y = 0; y < 800; y += 8)
    everywhere.push_back({0, static_cast<float>(y), 1280, static_cast<float>(y)});
  CHECK(LabelLayout().place({request}, everywhere, {0, 0, 1280, 800}).empty());
  request.mustShow = true;
  CHECK(LabelLayout().place({request}, everywhere, {0, 0, 1280, 800}).size() == 1);
}

TEST_CASE("a label that had to move away is tied to what it names, and comes back when there is room") {
  LabelRequest request{1, 400, 300, 60, 16};
  request.mustShow = true;
  std::vector<es::app::SegmentPx> around;  // a wall of short arrows close by
  for (float x = 330; x <= 470; x += 4) {
    for (float y = 282; y <= 318; y += 4)
      if (x < 397 || x > 403 || y < 297 || y > 303) around.push_back({x, y, x + 1, y});
  }
  LabelLayout layout;
  const auto away = layout.place({request}, around, {0, 0, 1280, 800});
  REQUIRE(away.size() == 1);
  REQUIRE(away[0].leader);
  const es::app::SegmentPx leader = *away[0].leader;
  CHECK(std::hypot(leader.fromX - 400, leader.fromY - 300) < 6);
  const float boxX = std::min(std::max(leader.toX, away[0].xPx), away[0].xPx + 60);
  const float boxY = std::min(std::max(leader.toY, away[0].yPx), away[0].yPx + 16);
  CHECK(std::hypot(leader.toX - boxX, leader.toY - boxY) < 4);

  const auto back = layout.place({request}, {}, {0, 0, 1280, 800});
  REQUIRE(back.size() == 1);
  CHECK_FALSE(back[0].leader);
}

TEST_CASE("a label that lost its place stays away while the picture moves, not while it stands still") {
  LabelRequest request{1, 100, 100, 60, 16};
  const std::vector<es::app::SegmentPx> bars{{0, 80, 400, 80},   {0, 90, 400, 90},   {0, 100, 400, 100},
                                             {0, 110, 400, 110}, {0, 120, 400, 120}, {0, 70, 400, 70}};
  LabelLayout layout;
  REQUIRE(layout.place({request}, {}, {0, 0, 400, 300}).size() == 1);
  request.anchorXPx += 1;
  CHECK(layout.place({request}, bars, {0, 0, 400, 300}).empty());
  request.anchorXPx += 1;
  CHECK(layout.place({request}, {}, {0, 0, 400, 300}).empty());      // free again, but it would blink
  CHECK(layout.place({request}, {}, {0, 0, 400, 300}).size() == 1);  // at rest nothing is held back
}

TEST_CASE("a label that must show goes a little further to lie clear of arrows") {
  // A wide label in a narrow lane between two upright arrows: none of the near places is clear of both.
  LabelRequest request{1, 400, 300, 170, 20};
  request.mustShow = true;
  const std::vector<es::app::SegmentPx> arrows{{350, 0, 350, 600}, {450, 0, 450, 600}};
  LabelLayout layout;
  const auto placed = layout.place({request}, arrows, {0, 0, 800, 600});
  REQUIRE(placed.size() == 1);
  CHECK((placed[0].xPx > 450 || placed[0].xPx + 170 < 350));
  CHECK(placed[0].leader);
}

TEST_CASE("a leader passes no dot but the one that its label names") {
  const auto distance = [](const es::app::SegmentPx& line, const es::app::DotPx& dot) {
    const float dx = line.toX - line.fromX, dy = line.toY - line.fromY;
    const float t = ((dot.xPx - line.fromX) * dx + (dot.yPx - line.fromY) * dy) / (dx * dx + dy * dy);
    const float at = std::clamp(t, 0.0F, 1.0F);
    return std::hypot(dot.xPx - line.fromX - at * dx, dot.yPx - line.fromY - at * dy);
  };
  std::size_t leaders = 0, passed = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    auto requests = randomRequests(seed, 40);
    std::vector<es::app::DotPx> dots;
    for (LabelRequest& request : requests) {  // crowded: many labels must go away from their places
      request.anchorXPx = 500 + 0.2F * request.anchorXPx;
      request.anchorYPx = 300 + 0.2F * request.anchorYPx;
      request.mustShow = true;
      dots.push_back({request.anchorXPx, request.anchorYPx, 4});
    }
    for (const PlacedLabel& placed : LabelLayout().place(requests, {}, {0, 0, 1280, 800}, dots)) {
      if (!placed.leader) continue;
      ++leaders;
      for (std::size_t other = 0; other < dots.size(); ++other) {
        if (other != placed.request && distance(*placed.leader, dots[other]) < dots[other].radiusPx) ++passed;
      }
    }
  }
  CHECK(leaders > 200);
  CHECK(passed * 25 < leaders);  // forty labels in the room of ten: where there is no other place at all
}
