#include "app/panels/widgets/widgets.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "app/panels/directions/line_flags.h"
#include "app/panels/directions/number_line.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/table_blocks.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/word_list.h"
#include "app/panels/words/nearness.h"
#include "base/error.h"
#include "catch.h"

using namespace es::app;

TEST_CASE("labels of a number line cover neither each other nor a leader") {
  // Where one .. nine fall on the plural direction, squeezed into 40 px, and some far away.
  const std::vector<float> distances{1, 5, 7, 11, 12, 13, 20, 30, 31, 90, 140};
  const std::vector<float> widths{34, 20, 26, 19, 22, 31, 40, 28, 25, 60, 33};
  const float gap = 8;
  const std::vector<int> rows = flagRows(distances, widths, gap);
  REQUIRE(rows.size() == distances.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = i + 1; j < rows.size(); ++j) {
      // Label j lies from its mark towards zero; the leader of mark i comes down through the rows below its
      // own.
      const bool overMark = distances[j] - widths[j] < distances[i];
      if (overMark) CHECK(rows[j] > rows[i]);
    }
  }
  CHECK(rows.front() == 0);
  CHECK(rows.back() == 0);  // far from the others: next to the axis again
}

TEST_CASE("a label that fits beside its row's last but under a leader goes higher") {
  const std::vector<float> distances{10, 12, 40};
  const std::vector<float> widths{50, 50, 29};
  CHECK(flagRows(distances, widths, 0) == std::vector<int>{0, 1, 2});
}

TEST_CASE("a leader passes through no mark but its own") {
  // Animals on the direction of size: dog and whale at one place, mouse beside them.
  for (const std::vector<float>& distances :
       {std::vector<float>{2, 33.4F, 33.6F, 53, 276, 358}, std::vector<float>{0, 0, 0, 0},
        std::vector<float>{1, 5, 7, 11, 12, 13, 20, 30, 31, 90, 140}, std::vector<float>{}}) {
    const float mark = 10;
    const std::vector<int> levels = stackLevels(distances, 1.7F * mark);
    const std::vector<float> leaders = leaderPlaces(distances, levels, mark);
    REQUIRE(leaders.size() == distances.size());
    for (std::size_t i = 0; i < leaders.size(); ++i) {
      for (std::size_t j = 0; j < leaders.size(); ++j) {
        if (i == j) continue;
        CHECK(std::abs(leaders[i] - leaders[j]) > 0.4F * mark);
        if (levels[j] >= levels[i]) CHECK(std::abs(leaders[i] - distances[j]) > mark);
      }
    }
  }
  const std::vector<float> apart{10, 50, 90};
  CHECK(leaderPlaces(apart, stackLevels(apart, 17), 10) == apart);
}

TEST_CASE("a group's mean is of its own words") {
  const std::vector<LineMark> marks{{"dog", -6.0, 0}, {"dogs", 2.0, 1}, {"mouse", -4.0, 0}};
  CHECK(groupMean(marks, 0) == Approx(-5));
  CHECK(groupMean(marks, 1) == Approx(2));
  CHECK(groupMean(marks, 2) == 0);
}

TEST_CASE("a figure is drawn as large as its room allows") {
  const std::vector<float> scales{1.7F, 1.3F, 1.0F};
  const auto in = [](float room) { return [room](float scale) { return 100 * scale <= room; }; };
  CHECK(largestFitting(scales, 1.0F, in(200)) == 1.7F);
  CHECK(largestFitting(scales, 1.0F, in(131)) == 1.3F);
  CHECK(largestFitting(scales, 0.9F, in(50)) == 0.9F);
}

TEST_CASE("a table is cut into blocks that fit and are worth it") {
  CHECK(tableBlocks(800, 300, 20) == 2);
  CHECK(tableBlocks(800, 300, 5) == 1);
  CHECK(tableBlocks(100, 300, 50) == 1);
  CHECK(tableBlocks(2000, 300, 9) == 3);
  CHECK(tableBlocks(800, 300, 0) == 1);
}

TEST_CASE("longer is nearer in every metric") {
  using es::math::Metric;
  CHECK(nearnessShare(Metric::Cosine, 0.8, 0.9) == 0.8);
  CHECK(nearnessShare(Metric::Cosine, -0.1, 0.9) == 0);
  CHECK(nearnessShare(Metric::Dot, 10, 40) == 0.25);
  CHECK(nearnessShare(Metric::Dot, -3, -1) == 0);
  CHECK(nearnessShare(Metric::Euclidean, 4, 4) == 1);
  CHECK(nearnessShare(Metric::Euclidean, 8, 4) == 0.5);
  CHECK(nearnessShare(Metric::Euclidean, 0, 0) == 1);
  CHECK(nearnessShare(Metric::Euclidean, 5, 0) == 0);
  // Distances grow along a list of answers: their bars shrink.
  for (double distance = 1; distance < 20; distance *= 1.3)
    CHECK(nearnessShare(Metric::Euclidean, distance, 1) >
          nearnessShare(Metric::Euclidean, 1.3 * distance, 1));
}

TEST_CASE("the temperature's track gives 0 to 2 two thirds of its length") {
  CHECK(trackShare(0) == 0);
  CHECK(trackShare(1) == Approx(1.0 / 3));
  CHECK(trackShare(2) == Approx(2.0 / 3));
  CHECK(trackShare(6) == Approx(5.0 / 6));
  CHECK(trackShare(10) == 1);
  CHECK(trackShare(std::numeric_limits<double>::infinity()) == 1);
  CHECK(temperatureAt(0) == 0);
  CHECK(temperatureAt(-1) == 0);
  CHECK(temperatureAt(0.004) == 0);  // a true 0 can be hit
  CHECK(temperatureAt(1.0 / 3 + 0.005) == 1);
  CHECK(temperatureAt(2.0 / 3 - 0.005) == 2);
  CHECK(temperatureAt(1) == 10);
  CHECK(temperatureAt(7) == 10);
  double before = -1;
  for (int i = 0; i <= 1000; ++i) {
    const double share = i / 1000.0, temperature = temperatureAt(share);
    CHECK(temperature >= before);
    CHECK(std::abs(trackShare(temperature) - share) < 0.0081);
    before = temperature;
  }
}

TEST_CASE("lists of words") {
  CHECK(wordsOfText(" cat  \"new york\" sister-in-law ") ==
        std::vector<std::string>{"cat", "new york", "sister-in-law"});
  CHECK(wordsOfText("").empty());
  CHECK_THROWS_AS(wordsOfText("cat \"new"), es::Error);
  const std::vector<std::string> words{"new york", "say \"hi\"", "1990", "sister-in-law"};
  CHECK(wordsOfText(textOfWords(words)) == words);
}

TEST_CASE("Tab completes what is begun, never what is a word already") {
  Completions found;
  found.from = 8;
  found.texts = {"man", "many"};
  CHECK(tabbed("woman - man", found) == std::optional<std::string>("woman - many"));
  found.known = true;
  CHECK_FALSE(tabbed("woman - man", found).has_value());
}

TEST_CASE("the word being typed") {
  CHECK(lastWordAt("tow") == 0);
  CHECK(lastWordAt("king - man + wo") == 13);
  CHECK(lastWordAt("0.5*(ca") == 5);
  CHECK(lastWordAt("king - ") == 7);
}
