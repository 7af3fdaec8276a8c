#include "app/scene/label_lines.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "catch.h"

using namespace es::app;

namespace {

float tenEach(std::string_view text) {
  return 10 * static_cast<float>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string> linesOf(const std::string& text, float widePx, float mostPx) {
  return labelLines(text, widePx, mostPx, tenEach);
}

}  // namespace

TEST_CASE("a label that has room is one line") {
  CHECK(linesOf("king − man + woman", 200, 400) == std::vector<std::string>{"king − man + woman"});
  CHECK(linesOf("queen  cosine 0.783", 200, 400) == std::vector<std::string>{"queen  cosine 0.783"});
}

TEST_CASE("a long formula is broken before its signs, into lines of about one width") {
  const std::string formula = "paris − france + germany − berlin + london − england + tokyo";
  const std::vector<std::string> lines = linesOf(formula, 320, 900);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] + " " + lines[1] == formula);
  CHECK((lines[1].starts_with("+ ") || lines[1].starts_with("− ")));
  CHECK(std::abs(tenEach(lines[0]) - tenEach(lines[1])) < 100);
  CHECK(linesOf(formula, 210, 900).size() == 3);
  CHECK(linesOf("queen  cosine 0.783", 140, 400) == std::vector<std::string>{"queen", "cosine 0.783"});
}

TEST_CASE("a word that is too long even so ends in an ellipsis") {
  const std::vector<std::string> lines = linesOf("rindfleischetikettierungsgesetz", 100, 200);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].ends_with("…"));
  CHECK(tenEach(lines[0]) <= 200);
}
