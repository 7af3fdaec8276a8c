#include "app/panels/widgets/widgets.h"

#include <cstddef>
#include <string>
#include <vector>

#include "app/panels/directions/number_line.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/word_list.h"
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

TEST_CASE("a group's mean is of its own words") {
  const std::vector<LineMark> marks{{"dog", -6.0, 0}, {"dogs", 2.0, 1}, {"mouse", -4.0, 0}};
  CHECK(groupMean(marks, 0) == Approx(-5));
  CHECK(groupMean(marks, 1) == Approx(2));
  CHECK(groupMean(marks, 2) == 0);
}

TEST_CASE("scores are short") {
  CHECK(scoreText(0.468) == ".468");
  CHECK(scoreText(-0.2171) == "-.217");
  CHECK(scoreText(-2.2171) == "-2.217");
  CHECK(scoreText(10.5) == "10.500");
  CHECK(scoreText(0) == ".000");
  CHECK(scoreText(-0.0001) == ".000");
  CHECK(scoreText(89.6, 0) == "90");
  CHECK(scoreText(0.2, 0) == "0");
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
