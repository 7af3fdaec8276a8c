#include "model/table/vocabulary.h"

#include <algorithm>
#include <random>
#include <set>

#include "base/display_text.h"
#include "base/edit_distance.h"
#include "catch.h"

using namespace es;
using namespace es::model;

namespace {

using math::Index;
using Rows = std::vector<Index>;

/// Distinct random words over few letters, so that many share beginnings and are near each other.
std::vector<std::string> randomWords(std::size_t count) {
  std::mt19937 random(7);
  std::set<std::string> seen;
  std::vector<std::string> words;
  while (words.size() < count) {
    std::string word;
    for (std::size_t length = 1 + random() % 10; word.size() < length;) word += "abcd\xC3"[random() % 5];
    if (seen.insert(word).second) words.push_back(word);
  }
  return words;
}

}  // namespace

TEST_CASE("words are found as written, or lower-cased") {
  const Vocabulary vocabulary({"king", "King", "\xC3\xA9t\xC3\xA9", "", "\xFFz"});
  CHECK(vocabulary.size() == 5);
  CHECK(vocabulary.find("King") == 1);
  CHECK(vocabulary.find("") == 3);
  CHECK_FALSE(vocabulary.find("KING").has_value());
  CHECK(vocabulary.findForgiving("King") == 1);
  CHECK(vocabulary.findForgiving("KING") == 0);
  CHECK(vocabulary.findForgiving("\xC3\x89T\xC3\x89") == 2);
  CHECK(vocabulary.findForgiving("\xFFZ") == 4);
  CHECK_FALSE(vocabulary.findForgiving("queen").has_value());
  const Vocabulary empty;
  CHECK_FALSE(empty.find("a").has_value());
  CHECK(empty.completions("", 5).empty());
  CHECK(empty.closestSpellings("a", 5).empty());
}

TEST_CASE("a moved vocabulary still finds its words") {
  Vocabulary first({"a", "b", "a longer word than any that is kept in place"});
  const Vocabulary second = std::move(first);
  CHECK(second.find("b") == 1);
  CHECK(second.find("a longer word than any that is kept in place") == 2);
}

TEST_CASE("completions: the word itself, then by frequency, as a plain search gives them") {
  const Vocabulary king({"kings", "the", "king", "kingdom", "kin"});
  CHECK(king.completions("king", 10) == Rows{2, 0, 3});
  CHECK(king.completions("king", 2) == Rows{2, 0});
  CHECK(king.completions("kin", 2) == Rows{4, 0});
  CHECK(king.completions("", 3) == Rows{0, 1, 2});
  CHECK(king.completions("x", 3).empty());
  CHECK(king.completions("king", 0).empty());

  const std::vector<std::string> words = randomWords(3000);
  const Vocabulary vocabulary(words);
  for (const std::string prefix : {"a", "ab", "abc", "\xC3", "d\xC3", "abcda", "zz"}) {
    Rows expected;
    for (std::size_t row = 0; row < words.size(); ++row)
      if (words[row].starts_with(prefix)) expected.push_back(static_cast<Index>(row));
    std::stable_partition(expected.begin(), expected.end(),
                          [&](Index row) { return words[static_cast<std::size_t>(row)] == prefix; });
    expected.resize(std::min<std::size_t>(expected.size(), 20));
    INFO(prefix);
    CHECK(vocabulary.completions(prefix, 20) == expected);
  }
}

TEST_CASE("closest spellings: by distance, then by frequency, as a plain search gives them") {
  const Vocabulary vocabulary({"queue", "queen", "green", "seen", "cat", "car", "dog"});
  CHECK(vocabulary.closestSpellings("qeuen", 3) == Rows{1, 0, 3});  // a swap is one step
  CHECK(vocabulary.closestSpellings("quene", 3) == Rows{0, 1});
  CHECK(vocabulary.closestSpellings("caz", 3) == Rows{4, 5});
  CHECK(vocabulary.closestSpellings("caz", 1) == Rows{4});
  CHECK(vocabulary.closestSpellings("xyz", 3).empty());  // a short word must not be 2 away

  const std::vector<std::string> words = randomWords(2000);
  const Vocabulary many(words);
  for (const std::string word : {"abcdabc", "aaaaaaa", "dcb",
                                 "bb\xC3"
                                 "aab"}) {
    std::vector<std::pair<std::size_t, Index>> expected;
    for (std::size_t row = 0; row < words.size(); ++row) {
      const std::size_t distance = es::base::editDistance(word, words[row], 99);
      if (distance <= (word.size() <= 4 ? 1U : 2U)) expected.emplace_back(distance, static_cast<Index>(row));
    }
    std::ranges::sort(expected);
    Rows rows;
    for (const auto& [distance, row] : expected) rows.push_back(row);
    INFO(word);
    CHECK(many.closestSpellings(word, words.size()) == rows);
  }
}

TEST_CASE("words are shown inert") {
  CHECK(es::base::displayText("na\xC3\xAFve \xF0\x9F\x99\x83") == "na\xC3\xAFve \xF0\x9F\x99\x83");
  CHECK(es::base::displayText("a\xFF"
                              "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(es::base::displayText("\xC3") == "\xEF\xBF\xBD");
  CHECK(es::base::displayText("\xED\xA0\x80").find('\xED') ==
        std::string::npos);  // a lone surrogate is not UTF-8
  CHECK(es::base::displayText("\x1B[31m\n") == "\xE2\x90\x9B[31m\xE2\x90\x8A");
  CHECK(es::base::displayText(std::string_view("\0\x7F", 2)) == "\xE2\x90\x80\xE2\x90\xA1");
  CHECK(es::base::displayText("\xC2\x9B") == "\xEF\xBF\xBD");        // the one-character form of ESC [
  CHECK(es::base::displayText("\xE2\x80\xAEx") == "\xEF\xBF\xBDx");  // right-to-left override
  CHECK(es::base::displayText("%s%n##id") == "%s%n##id");
}
