// GloVe, word2vec and fastText text.
#include <clocale>

#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

std::vector<std::string> wordsOf(const EmbeddingTable& table) {
  std::vector<std::string> words;
  for (math::Index row = 0; row < table.size(); ++row) words.push_back(table.vocabulary().word(row));
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("line ends, byte order mark, tabs and a missing last line end change nothing") {
  const Sample sample{{"a", "b"}, {{1, 2}, {3, 4}}};
  for (const char* text :
       {"a 1 2\nb 3 4\n", "a 1 2\nb 3 4", "a 1 2\r\nb 3 4\r\n",
        "\xEF\xBB\xBF"
        "a 1 2\nb 3 4\n",
        "a\t1\t2\nb\t3\t4\n", "a 1 2 \nb 3 4 \n", "a  1  2\n\nb +3 4e0\n\n", "2 2\na 1 2\nb 3 4\n",
        "\xEF\xBB\xBF"
        "2 2\r\na 1 2\r\nb 3 4"}) {
    INFO(text);
    const EmbeddingTable table = readBytesAsTable(text);
    CHECK(sameTable(table, sample));
    CHECK(table.source().warnings.empty());
  }
}

TEST_CASE("the last d fields are the vector, all before them the word") {
  const EmbeddingTable table = readBytesAsTable(
      ". . . 0.1 0.2\nthe 0.3 0.4\nat 1990 0.5 0.6\n1990 0.7 0.8\n the 1 2\ninfinity 3 4\nnan 5 6\n");
  CHECK(wordsOf(table) == Words{". . .", "the", "at 1990", "1990", " the", "infinity", "nan"});
  CHECK(table.dims() == 2);
  CHECK(table.rows()(2, 0) == 0.5F);
  const EmbeddingTable first =
      readBytesAsTable("at 1990 1 2\nthe 3 4\nof 5 6\n");  // misleads only about itself
  CHECK(wordsOf(first) == Words{"at 1990", "the", "of"});
  for (const char* text : {"a 1 2\nb 3", "b 3\na 1 2"}) {  // a short row does not shorten the others
    const EmbeddingTable cut = readBytesAsTable(text);
    CHECK(wordsOf(cut) == Words{"a"});
    CHECK(cut.dims() == 2);
  }
}

TEST_CASE("a count line that disagrees with the rows is a warning") {
  for (const char* count : {"1", "3", "9223372036854775808", "99999999999999999999999", "-2", "0"}) {
    const EmbeddingTable table = readBytesAsTable(std::string(count) + " 2\na 1 2\nb 3 4\n");
    CHECK(wordsOf(table) == Words{"a", "b"});
    REQUIRE(table.source().warnings.size() == 1);
    CHECK(isOneLineWith(table.source().warnings[0], {"line 1", count, "2 good ones"}));
  }
}

TEST_CASE("dimensions that cannot be are refused by line 1") {
  for (const char* dims : {"0", "-3", "1000000000", "99999999999999999999999"}) {
    CHECK(isOneLineWith(refusalOf("2 " + std::string(dims) + "\na 1 2\nb 3 4\n"),
                        {"line 1", "1 to 32,768", dims}));
  }
  CHECK(isOneLineWith(refusalOf("2 2\na 1 2 3\nb 4 5 6\n"),
                      {"line 1", "3 dimensions that the rows have", "found 2"}));
  CHECK(isOneLineWith(refusalOf("2 5\na 1 2 3\nb 4 5 6\n"), {"line 2", "expected 5 numbers", "found 3"}));
  CHECK(isOneLineWith(refusalOf("a 1 2\nb 3 4\n", *formatFromName("word2vec-text")),
                      {"line 1", "two whole numbers"}));
}

TEST_CASE("bad rows are skipped, counted and named by their first line") {
  const std::string good = "a 1 2\nb 3 4\nc 5 6\n";
  const std::tuple<std::string, std::string, std::string> cases[] = {
      {"d 7\n", "with too few numbers (first: line 4", "found 1"},
      {"d\n", "with too few numbers", "found 0"},
      {"d 7,5 8\n", "with a field that is no number (first: line 4", "decimal point, found \"7,5\""},
      {"d nan 8\n", "not finite", "found \"nan\""},
      {"d 7 -inf\n", "not finite", "-inf"},
      {"d 1e400 8\n", "not finite", "1e400"},
      {" 7 8\n", "without a word", "line 4"},
      {"d 7 8..1\n", "no number", "8..1"},
  };
  for (const auto& [line, reason, found] : cases) {
    INFO(line);
    const EmbeddingTable table = readBytesAsTable(good + line + line);
    CHECK(wordsOf(table) == Words{"a", "b", "c"});
    REQUIRE(table.source().warnings.size() == 1);
    CHECK(isOneLineWith(table.source().warnings[0], {"2 rows skipped", reason, found}));
  }
}

TEST_CASE("doubles: the first is kept") {
  const EmbeddingTable table = readBytesAsTable("a 1 2\nb 3 4\na 5 6\na 7 8\nc 9 9\n");
  CHECK(wordsOf(table) == Words{"a", "b", "c"});
  CHECK(table.rows()(0, 0) == 1.0F);
  CHECK(table.rows()(2, 1) == 9.0F);
  REQUIRE(table.source().warnings.size() == 1);
  CHECK(isOneLineWith(table.source().warnings[0], {"2 rows dropped"}));
}

TEST_CASE("a file without a good row is refused by its first bad one") {
  CHECK(isOneLineWith(refusalOf("a 1,5 2,5\nb 3,5 4,5\n"), {"line 1", "decimal point", "\"2,5\""}));
  CHECK(isOneLineWith(refusalOf("a nan nan\nb inf inf\n"),
                      {"line 1", "finite", "nan", "no other row is good"}));
  CHECK(isOneLineWith(refusalOf("2 3\n"), {"at least one row", "none"}));
  CHECK(isOneLineWith(refusalOf("1.5 0.5\n2.5 0.25\n", *formatFromName("glove-text")),
                      {"line 1", "a word", "numbers alone"}));
}

TEST_CASE("any bytes may be a word") {
  const std::string tall(1'000'000, 'w');
  const std::string text =
      "\xFF\xFE\x80 1 2\n%s%n 3 4\n##id 5 6\n\x1B[31m 7 8\n" + tall + " 9 1\n\xE2\x80\xAEx 1 1\n";
  const EmbeddingTable table = readBytesAsTable("a 1 1\n" + text);
  CHECK(wordsOf(table) == Words{"a", "\xFF\xFE\x80", "%s%n", "##id", "\x1B[31m", tall, "\xE2\x80\xAEx"});
  REQUIRE(table.source().warnings.size() == 1);
  CHECK(isOneLineWith(table.source().warnings[0], {"1 of 2 words beyond ASCII", "row 2"}));
}

TEST_CASE("a line without end is refused at a cap, in text of every kind") {
  const std::string endless(4'000'000, '1');
  CHECK(isOneLineWith(refusalOf("a 1 2\nb 3 4\n" + endless + " 1 2\n"), {"line 3", "at most"}));
  CHECK(isOneLineWith(refusalOf("2 2\na 1 2\n" + endless), {"line 3", "at most"}));
  std::string numbers = "w";
  for (int i = 0; i < 2'000'000; ++i) numbers += " 1";
  CHECK(isOneLineWith(refusalOf(numbers), {"line 1", "at most"}));
}

TEST_CASE("the locale changes nothing") {
  const std::string old = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE"}) std::setlocale(LC_ALL, name);
  const EmbeddingTable table = readBytesAsTable("a 1.5 2\nb 3,5 4\nc 2.5 4\n");
  std::setlocale(LC_ALL, old.c_str());
  CHECK(wordsOf(table) == Words{"a", "c"});
  CHECK(table.rows()(0, 0) == 1.5F);
}

TEST_CASE("extreme but finite values are kept") {
  const EmbeddingTable table = readBytesAsTable("a 1e38 -3.4028235e38\nb 1e-45 1e-400\nc 0 -0\n");
  CHECK(table.size() == 3);
  CHECK(table.rows()(0, 1) == -3.4028235e38F);
  CHECK(table.rows()(1, 1) == 0.0F);
  CHECK(table.source().warnings.empty());
}

TEST_CASE("rows longer than what is looked at to tell the format") {
  Sample wide{{"a", "b"}, {}};
  for (float sign : {1.0F, -1.0F}) {
    wide.rows.emplace_back();
    for (int k = 0; k < 30'000; ++k) wide.rows.back().push_back(sign * static_cast<float>(k % 100) / 8);
  }
  CHECK(sameTable(readBytesAsTable(gloveText(wide)), wide));
  CHECK(sameTable(readBytesAsTable(word2vecText(wide)), wide));
  CHECK(sameTable(readBytesAsTable(word2vecBinary(wide, false)), wide));
}
