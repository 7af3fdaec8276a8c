#include <algorithm>
#include <limits>

#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const std::string kRow = "a " + bytesOf(1.5F) + bytesOf(-2.0F);

std::string refusal(const std::string& bytes) {
  return refusalOf(bytes, *formatFromName("word2vec-binary"));
}

}  // namespace

TEST_CASE("word2vec binary: the count line is believed only as far as the file reaches") {
  CHECK(isOneLineWith(refusal("two 2\n" + kRow), {"line 1", "two whole numbers", "\"two 2\""}));
  CHECK(isOneLineWith(refusal("2\n" + kRow), {"line 1", "two whole numbers"}));
  CHECK(isOneLineWith(refusal(std::string(1000, '1')), {"line 1", "at most 64 bytes"}));
  CHECK(isOneLineWith(refusal("1 0\n" + kRow), {"line 1", "1 to 32,768 dimensions", "\"0\""}));
  CHECK(isOneLineWith(refusal("1 1000000000\n" + kRow), {"line 1", "dimensions", "1000000000"}));
  CHECK(isOneLineWith(refusal("0 2\n" + kRow), {"line 1", "rows from 1", "\"0\" rows"}));
  CHECK(isOneLineWith(refusal("-1 2\n" + kRow), {"line 1", "\"-1\" rows"}));
  CHECK(
      isOneLineWith(refusal("2 2\n" + kRow), {"line 1", "the 1 that the file has bytes for", "\"2\" rows"}));
  CHECK(isOneLineWith(refusal("4611686018427387904 2\n" + kRow),
                      {"line 1", "the 1 that", "4611686018427387904"}));
  CHECK(isOneLineWith(refusal("99999999999999999999999 2\n" + kRow), {"line 1", "9999999999"}));
}

TEST_CASE("word2vec binary: a cut says how many rows were whole") {
  const std::string longWord = std::string(30, 'w') + " " + bytesOf(1.0F) + bytesOf(2.0F);
  const std::string whole = "3 2\n" + longWord + longWord.substr(1) + longWord.substr(2);
  REQUIRE(refusal(whole).empty());
  CHECK(isOneLineWith(refusal(whole.substr(0, whole.size() - 1)),
                      {"byte ", "2 float32 of row 3 of 3", "2 rows are whole"}));
  CHECK(isOneLineWith(refusal(whole.substr(0, whole.size() - 12)),
                      {"a space after the word of row 3", "2 rows are whole"}));
}

TEST_CASE("word2vec binary: a word without end is refused at a cap") {
  CHECK(isOneLineWith(refusal("1 2\n" + std::string(3'000'000, 'x')), {"byte 4", "a space", "1,048,576"}));
}

TEST_CASE("word2vec binary: left-over bytes, values that are not finite, rows without a word, doubles") {
  const auto warningsOf = [](const std::string& bytes) {
    return readBytesAsTable(bytes, *formatFromName("word2vec-binary")).source().warnings;
  };
  CHECK(warningsOf("1 2\n" + kRow + "\n").empty());
  CHECK(warningsOf("1 2\n" + kRow + "\nrest") ==
        std::vector<std::string>{"4 bytes after the last row were not read"});
  const std::string nan = "b " + bytesOf(std::numeric_limits<float>::quiet_NaN()) + bytesOf(1.0F);
  const std::string infinite = "c " + bytesOf(1.0F) + bytesOf(-std::numeric_limits<float>::infinity());
  const auto skipped = warningsOf("3 2\n" + nan + kRow + infinite);
  REQUIRE(skipped.size() == 1);
  CHECK(isOneLineWith(skipped[0], {"2 rows skipped", "not finite", "row 1"}));
  const auto nameless = warningsOf("2 2\n" + kRow.substr(1) + kRow);
  REQUIRE(nameless.size() == 1);
  CHECK(isOneLineWith(nameless[0], {"1 row skipped without a word", "row 1"}));
  const auto doubled = warningsOf("2 2\n" + kRow + kRow);
  REQUIRE(doubled.size() == 1);
  CHECK(isOneLineWith(doubled[0], {"1 row dropped"}));
  CHECK(isOneLineWith(refusal("1 2\n" + nan), {"row 1", "finite", "no other row is good"}));
}

namespace {

/// Rows as any type of number writes them, in either byte order.
template <typename Number>
std::string binaryOf(const std::vector<std::string>& words, std::size_t dims, bool isSwapped = false) {
  std::string bytes = std::to_string(words.size()) + " " + std::to_string(dims) + "\n";
  for (std::size_t row = 0; row < words.size(); ++row) {
    bytes += words[row] + " ";
    for (std::size_t axis = 0; axis < dims; ++axis) {
      std::string one = bytesOf(
          static_cast<Number>(0.37 * static_cast<double>(row + 1) - 0.11 * static_cast<double>(axis)));
      if (isSwapped) std::ranges::reverse(one);
      bytes += one;
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("word2vec binary: words may hold spaces") {
  const std::vector<std::string> words{
      "king", "new york", "los angeles", "a b c", "the end", "x y", "rio de janeiro carnival"};
  for (const std::size_t dims : {8U, 50U, 300U}) {
    const EmbeddingTable table = readBytesAsTable(binaryOf<float>(words, dims));
    REQUIRE(table.size() == static_cast<math::Index>(words.size()));
    for (std::size_t row = 0; row < words.size(); ++row)
      CHECK(table.vocabulary().word(static_cast<math::Index>(row)) == words[row]);
    CHECK(table.rows()(1, 0) == 0.74F);
  }
}

TEST_CASE("word2vec binary: numbers of another type are refused by its name") {
  const std::vector<std::string> words{"king", "queen", "man", "woman", "boy"};
  REQUIRE(refusalOf(binaryOf<float>(words, 20)).empty());
  CHECK(isOneLineWith(refusalOf(binaryOf<float>(words, 20, true)),
                      {"little-endian float32", "big-endian float32"}));
  CHECK(isOneLineWith(refusalOf(binaryOf<double>(words, 20)), {"float64"}));
  CHECK(isOneLineWith(refusalOf(binaryOf<double>(words, 20, true)), {"big-endian float64"}));
}
