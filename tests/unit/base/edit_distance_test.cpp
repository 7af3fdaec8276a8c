#include "base/edit_distance.h"

#include <algorithm>
#include <limits>
#include <random>
#include <string>

#include "catch.h"

using namespace es::base;

namespace {

/// The textbook recursion, with no matrix and no limit.
std::size_t slowDistance(const std::string& a, const std::string& b, std::size_t i, std::size_t j) {
  if (i == 0 || j == 0) return i + j;
  std::size_t best = std::min({slowDistance(a, b, i - 1, j) + 1, slowDistance(a, b, i, j - 1) + 1,
                               slowDistance(a, b, i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0U : 1U)});
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
    best = std::min(best, slowDistance(a, b, i - 2, j - 2) + 1);
  return best;
}

}  // namespace

TEST_CASE("edit distances one can count") {
  CHECK(editDistance("", "", 5) == 0);
  CHECK(editDistance("tower", "tower", 0) == 0);
  CHECK(editDistance("tower", "twoer", 3) == 1);
  CHECK(editDistance("kitten", "sitting", 9) == 3);
  CHECK(editDistance("ca", "abc", 9) == 3);  // optimal string alignment; the full Damerau distance is 2
  CHECK(editDistance("", "abc", 9) == 3);
  CHECK(editDistance("", "abc", std::numeric_limits<std::size_t>::max()) == 3);
}

TEST_CASE("edit distance agrees with the recursion and stops at the limit") {
  std::mt19937 bits(11);
  const auto randomWord = [&] {
    std::string word(bits() % 7, ' ');
    std::ranges::generate(word, [&] { return static_cast<char>('a' + bits() % 3); });
    return word;
  };
  for (int round = 0; round < 1500; ++round) {
    const std::string a = randomWord();
    const std::string b = randomWord();
    const std::size_t expected = slowDistance(a, b, a.size(), b.size());
    INFO(a << " " << b);
    for (std::size_t limit = 0; limit < 8; ++limit)
      CHECK(editDistance(a, b, limit) == std::min(expected, limit + 1));
  }
}
