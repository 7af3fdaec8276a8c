// Which rows a condition keeps, against a plain loop over the same values; patterns that would never end.
#include "model/filter/kept_rows.h"

#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "catch.h"

using namespace es;
using namespace es::model;

namespace {

Column columnOfCells(const std::string& name, const std::vector<std::string>& cells) {
  RawColumn raw{name, WordList(cells)};
  std::vector<std::string> warnings;
  return columnOf(std::move(raw), warnings);
}

EmbeddingTable tableOf(const std::vector<std::string>& words, std::vector<Column> columns) {
  math::RowMatrix rows = math::RowMatrix::Ones(static_cast<math::Index>(words.size()), 2);
  EmbeddingTable table(Vocabulary(words), TableRows(std::move(rows)), {});
  table.setColumns(std::move(columns));
  return table;
}

/// Six rows; the fourth lacks every value.
EmbeddingTable songs() {
  return tableOf(
      {"Alpha", "beta", "newton", "New York", "delta", "été"},
      {columnOfCells("genre", {"jazz", "rock", "jazz", "", "rock", "jazz"}),
       columnOfCells("year", {"1950", "1990", "1991.5", "NA", "-3", "1990"}),
       columnOfCells("born", {"2024-01-01", "2024-03-01", "2023-12-31", "", "2024-03-02", "2020-02-29"}),
       columnOfCells("title", {"Blue Train", "Help me", "blue moon", "", "Ägypten", "x"})});
}

std::string keptBy(const EmbeddingTable& table, const std::string& condition) {
  const KeptRows kept = keptRows(table, parseCondition(condition), base::ignoreProgress());
  std::string rows;
  math::Index count = 0;
  for (const std::uint8_t one : kept.keeps) {
    rows += one != 0 ? '1' : '0';
    count += one;
  }
  CHECK(count == kept.count);
  return rows;
}

std::string errorOf(const EmbeddingTable& table, const std::string& condition) {
  try {
    static_cast<void>(keptRows(table, parseCondition(condition), base::ignoreProgress()));
  } catch (const Error& error) {
    return error.what();
  }
  FAIL(condition << " was taken");
  return {};
}

}  // namespace

TEST_CASE("numbers, dates, categories, texts and words are compared as what they are") {
  const EmbeddingTable table = songs();
  CHECK(keptBy(table, "year > 1990") == "001000");
  CHECK(keptBy(table, "year >= 1990") == "011001");
  CHECK(keptBy(table, "year < 0") == "000010");
  CHECK(keptBy(table, "year <= 1950") == "100010");
  CHECK(keptBy(table, "year = 1990.0") == "010001");
  CHECK(keptBy(table, "year != 1990") == "101010");
  CHECK(keptBy(table, "born >= 2024-03-01") == "010010");
  CHECK(keptBy(table, "born = 2020-02-29") == "000001");
  CHECK(keptBy(table, "genre = jazz") == "101001");
  CHECK(keptBy(table, "genre != jazz") == "010010");
  CHECK(keptBy(table, "genre contains OC") == "010010");
  CHECK(keptBy(table, "genre matches \"^j\"") == "101001");
  CHECK(keptBy(table, "title contains blue") == "101000");
  CHECK(keptBy(table, "title contains \"\"") == "111011");
  CHECK(keptBy(table, "title = \"Help me\"") == "010000");
  CHECK(keptBy(table, "word contains new") == "001100");
  CHECK(keptBy(table, "word = \"New York\"") == "000100");
  CHECK(keptBy(table, R"(word matches "^\p{Lu}")") == "100100");
  CHECK(keptBy(table, "word matches \"^.t.$\"") == "000001");
}

TEST_CASE("a missing value meets no test but that it is missing") {
  const EmbeddingTable table = songs();
  for (const char* column : {"genre", "year", "born", "title"}) {
    INFO(column);
    CHECK(keptBy(table, std::string(column) + " is missing") == "000100");
    CHECK(keptBy(table, std::string(column) + " is not missing") == "111011");
  }
  CHECK(keptBy(table, "word is missing") == "000000");
  CHECK(keptBy(table, "not year > 1990") == "110111");
}

TEST_CASE("and, or and not join tests") {
  const EmbeddingTable table = songs();
  CHECK(keptBy(table, "genre = jazz and year > 1960") == "001001");
  CHECK(keptBy(table, "genre = rock or year < 1960 and born > 2000-01-01") == "110010");
  CHECK(keptBy(table, "not (genre = rock or year < 1960)") == "001101");
  CHECK(keptBy(table, "year > 1 and year > 2 and year < 1991") == "110001");
}

TEST_CASE("tests that a column cannot take are refused in one line") {
  const EmbeddingTable table = songs();
  CHECK(errorOf(table, "genre < jazz").find("no order: there are = != contains matches, found <") !=
        std::string::npos);
  CHECK(errorOf(table, "word >= a").find("word holds words, which have no order") != std::string::npos);
  CHECK(errorOf(table, "year = jazz").find("holds numbers: after = expected one, found \"jazz\"") !=
        std::string::npos);
  CHECK(errorOf(table, "born > 1990").find("holds dates: after > expected one such as 2024-03-01") !=
        std::string::npos);
  CHECK(errorOf(table, "year contains 19").find("contains is for texts") != std::string::npos);
  CHECK(errorOf(table, "nothing = 1").find("there is no column \"nothing\"") != std::string::npos);
}

TEST_CASE("a pattern that is none is refused with its reason, and one that never ends with its value") {
  std::vector<std::string> words{"b"};
  words.push_back(std::string(60, 'a') + "!");
  const EmbeddingTable table = tableOf(words, {});
  CHECK(errorOf(table, "word matches \"(a\"").find("a bracket is not closed") != std::string::npos);
  CHECK(errorOf(table, "word matches \"[a\"").find("is no regular expression") != std::string::npos);
  CHECK(errorOf(table, "word matches \"*\"").find("is no regular expression") != std::string::npos);
  CHECK(errorOf(table, "word matches \"\"").find("the pattern is empty") != std::string::npos);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(errorOf(table, "word matches \"^(a+)+$\"").find("takes too long on \"aaaa") != std::string::npos);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  CHECK(took.count() < 5);  // without the limit: centuries
}

TEST_CASE("many rows are kept as a plain loop keeps them, and other rows have another revision") {
  constexpr int kRows = 100'003;
  std::vector<std::string> words;
  std::vector<double> numbers;
  for (int row = 0; row < kRows; ++row) {
    words.push_back("w" + std::to_string(row));
    numbers.push_back(row % 7 == 0 ? std::nan("") : static_cast<double>((row * 7919) % 1000));
  }
  std::vector<Column> columns{{"n", ColumnKind::Number, numbers, 0}};
  const EmbeddingTable table = tableOf(words, std::move(columns));
  const KeptRows kept =
      keptRows(table, parseCondition("n < 500 and not word contains 9"), base::ignoreProgress());
  math::Index count = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    const bool keeps = numbers[row] < 500 && words[row].find('9') == std::string::npos;
    REQUIRE((kept.keeps[row] != 0) == keeps);
    count += keeps ? 1 : 0;
  }
  CHECK(kept.count == count);
  const KeptRows other =
      keptRows(table, parseCondition("n < 501 and not word contains 9"), base::ignoreProgress());
  CHECK(other.revision != kept.revision);
  int calls = 0;
  CHECK_THROWS_AS(keptRows(table, parseCondition("n < 5"),
                           [&](double) {
                             if (++calls == 1) throw Cancelled{};
                           }),
                  Cancelled);
}
