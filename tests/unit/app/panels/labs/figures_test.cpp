#include <cmath>
#include <limits>
#include <numeric>

#include "app/panels/labs/directions_page.h"
#include "app/panels/labs/plane_figure.h"
#include "app/panels/labs/softmax_figure.h"
#include "app/panels/labs/softmax_table.h"
#include "app/panels/labs/term_strip.h"
#include "catch.h"
#include "math/sampling/softmax.h"

using namespace es::app;
using es::math::PlanePlace;

TEST_CASE("a plane is laid so that both vectors and the origin are in sight, at one scale") {
  const std::vector<std::vector<PlanePlace>> pairs{{{5.8, 0}, {3.8, 4.2}},
                                                   {{3, 0}, {-9, 0.1}},
                                                   {{1e-6, -2e-6}, {-1e-6, 0}},
                                                   {{0, 7}, {0, -7}},
                                                   {{2, 2}, {4, 4}}};
  for (const auto& places : pairs) {
    for (const auto& [width, height] : {std::pair{300.0F, 280.0F}, std::pair{190.0F, 150.0F}}) {
      const PlaneFrame frame = fittedFrame(places, width, height, {40, 28});
      CHECK(stillFits(frame, places));
      for (const PlanePlace& place : {places[0], places[1], PlanePlace{0, 0}}) {
        const auto [x, y] = placeInFigure(frame, place);
        CHECK(x >= 39);
        CHECK(x <= width - 39);
        CHECK(y >= 27);
        CHECK(y <= height - 27);
      }
    }
  }
}

TEST_CASE("a plane is laid anew when a tip is out of sight or both have become tiny") {
  const std::vector<PlanePlace> places{{5, 0}, {3, 4}};
  const PlaneFrame frame = fittedFrame(places, 300, 280, {40, 28});
  CHECK_FALSE(stillFits(frame, std::vector<PlanePlace>{{50, 0}, {3, 4}}));
  CHECK_FALSE(stillFits(frame, std::vector<PlanePlace>{{0.1, 0}, {0.1, 0.1}}));
  CHECK(stillFits(frame, std::vector<PlanePlace>{{0.1, 0}, {3, 4}}));
}

TEST_CASE("the hand's place in the plane comes back within a pixel, and is a short number") {
  for (const double size : {1e-3, 1.0, 6.0, 4e5}) {
    const PlaneFrame frame =
        fittedFrame(std::vector<PlanePlace>{{size, 0}, {0.3 * size, size}}, 300, 280, {40, 28});
    for (const auto& px : {std::array{100.0F, 50.0F}, std::array{7.5F, 270.0F}}) {
      const PlanePlace place = placeInPlane(frame, px);
      const auto [x, y] = placeInFigure(frame, place);
      CHECK(std::abs(x - px[0]) <= 0.6);
      CHECK(std::abs(y - px[1]) <= 0.6);
    }
    const PlanePlace zero = placeInPlane(frame, {frame.originXPx, frame.originYPx});
    CHECK(zero == PlanePlace{0, 0});
    CHECK_FALSE(std::signbit(zero[1]));
  }
}

TEST_CASE("terms add up from left to right, and the largest are told by size") {
  const std::vector<ProductTerm> terms{{1, 1, 2, 2}, {2, -3, 1, -3}, {3, 0, 5, 0}, {4, 3, 1, 3}};
  CHECK(runningSums(terms) == std::vector<double>{2, -1, -1, 2});
  CHECK(largestTerms(terms, 3) == std::vector<std::size_t>{1, 3, 0});
  CHECK(largestTerms(terms, 9).size() == 4);
  CHECK(runningSums({}).empty());
}

TEST_CASE("the other tokens of a model are one row that makes the sums whole") {
  std::vector<double> logits;
  for (int i = 0; i < 500; ++i) logits.push_back(std::sin(i * 1.7) * 4);
  for (const double temperature : {0.0, 0.7, 1.0, 5.0, std::numeric_limits<double>::infinity()}) {
    const SoftmaxColumn column = softmaxColumn(es::math::softmaxSteps(logits, temperature), {3, 499, 42});
    REQUIRE(column.probabilities.size() == 4);
    const auto total = [](const std::vector<double>& list) {
      return std::accumulate(list.begin(), list.end(), 0.0);
    };
    CHECK(total(column.probabilities) == Approx(1).epsilon(1e-13));
    CHECK(total(column.fromLargest) == Approx(column.fromLargestSum).epsilon(1e-13));
    const auto all = es::math::softmax(logits, temperature);
    CHECK(column.probabilities[1] == all[499]);
    CHECK(column.entropy == es::math::entropyNats(all));
    CHECK(column.powers.empty() == (temperature == 0));
    if (temperature == 0) continue;
    CHECK(total(column.powers) == Approx(column.powerSum).epsilon(1e-13));
    CHECK(column.scaled.size() == 3);
  }
  const SoftmaxColumn whole = softmaxColumn(es::math::softmaxSteps(std::vector<double>{1, 2}, 1), {0, 1});
  CHECK(whole.probabilities.size() == 2);
}

TEST_CASE("powers of e as they are written") {
  CHECK(powerText(29.9641) == "29.96");
  CHECK(powerText(0.0067) == "0.0067");
  CHECK(powerText(0.00031) == "0.00031");
  CHECK(powerText(1) == "1.00");
  CHECK(powerText(22026.47) == "22026");
  CHECK(powerText(6.53e73) == "6.5×10⁷³");
  CHECK(powerText(0) == "0.00");
  CHECK(powerText(std::numeric_limits<double>::infinity()) == "too large");
  CHECK(powerText(4.9e-324) == "4.9×10⁻³²⁴");
}

TEST_CASE("what was pushed apart piles up at the edges") {
  DirectionsAnswer answer;
  answer.histogram.assign(720, 0);
  answer.histogram[318] = 30;  // 79.5 degrees
  answer.histogram[319] = 10;
  answer.histogram[360] = 40;
  answer.histogram[401] = 20;  // up to 100.5
  answer.pairs = 100;
  answer.smallestDegrees = 79.6;
  answer.largestDegrees = 100.4;
  CHECK(edgeShare(answer) == Approx(0.6));
  CHECK(edgeShare(DirectionsAnswer{}) == 0);
}

TEST_CASE("each step of the softmax has the room that the others leave, and nothing overlaps") {
  const SoftmaxNeeds needs{120, 60, 0, 70, 60, 0, 12};
  for (const float width : {480.0F, 900.0F, 1800.0F}) {
    const SoftmaxColumns scores = softmaxColumns(needs, 1, width);
    CHECK(scores.scoreBarAt + scores.scoreBarPx == Approx(width));
    CHECK(scores.barPx == 0);
    const SoftmaxColumns powers = softmaxColumns(needs, 2, width);
    CHECK(powers.powerBarAt + powers.powerBarPx == Approx(width));
    CHECK(powers.scoreBarPx == 0);
    for (const float beside : {0.0F, 60.0F}) {
      SoftmaxNeeds both = needs;
      both.beside = beside;
      const SoftmaxColumns all = softmaxColumns(both, 3, width);
      CHECK(all.logitAt >= all.labelPx);
      CHECK(all.powerAt >= all.logitAt + all.logitPx);
      CHECK(all.powerBarAt >= all.powerAt + all.powerPx);
      CHECK(all.shareAt >= all.powerBarAt + all.powerBarPx);
      CHECK(all.barAt >= all.shareAt + all.sharePx);
      if (beside > 0) CHECK(all.besideAt >= all.barAt + all.barPx);
      if (width > 800) CHECK(all.barPx > all.powerBarPx * 0.9F);
      const float end = beside > 0 ? all.besideBarAt + all.barPx : all.barAt + all.barPx;
      CHECK(end <= width + 0.5F);
    }
  }
}
