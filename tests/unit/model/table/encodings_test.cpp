// Text that is no UTF-8: decoded where it is clear what it is in, by the person's word, or kept and said.
#include <algorithm>

#include "base/progress.h"
#include "catch.h"
#include "model/files/text_encoding.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

std::string utf16(std::string_view ascii, bool isBigEndian, bool hasMark) {
  std::string bytes = hasMark ? (isBigEndian ? "\xFE\xFF" : "\xFF\xFE") : "";
  for (const char c : ascii) bytes += isBigEndian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

EmbeddingTable readAs(const std::string& bytes, const std::string& encoding) {
  const TestFolder folder;
  return readTable(folder.write("table", bytes), {}, base::ignoreProgress(), {.encoding = encoding});
}

std::vector<std::string> wordsOf(const EmbeddingTable& table) {
  std::vector<std::string> words;
  for (math::Index row = 0; row < table.size(); ++row) words.push_back(table.vocabulary().word(row));
  return words;
}

}  // namespace

TEST_CASE("UTF-16 with and without a mark is read, and said") {
  std::string text;
  for (int i = 0; i < 40'000; ++i)
    text += "word" + std::to_string(i) + " 1.5 " + std::to_string(i % 100) + "\n";
  for (const bool isBigEndian : {false, true}) {
    for (const bool hasMark : {false, true}) {
      const EmbeddingTable table = readBytesAsTable(utf16(text, isBigEndian, hasMark));
      REQUIRE(table.size() == 40'000);
      CHECK(table.vocabulary().word(0) == "word0");
      CHECK(table.rows()(39'999, 1) == 99.0F);
      REQUIRE(table.source().warnings.size() == 1);
      CHECK(isOneLineWith(table.source().warnings[0], {isBigEndian ? "UTF-16BE" : "UTF-16LE", "--encoding"}));
    }
  }
}

TEST_CASE("eight-bit words are read in the encoding that they seem to be in") {
  // "café", "müde", "straße", "naïve", "élève", "garçon" in ISO-8859-1 or windows-1252
  const std::string latin =
      "caf\xE9 1 2\nm\xFC"
      "de 3 4\nstra\xDF"
      "e 5 6\nna\xEFve 7 8\n\xE9l\xE8ve 1 3\ngar\xE7on 2 4\nking 9 9\n";
  const EmbeddingTable table = readBytesAsTable(latin);
  CHECK(wordsOf(table)[0] == "caf\xC3\xA9");
  CHECK(wordsOf(table)[2] ==
        "stra\xC3\x9F"
        "e");
  REQUIRE(table.source().warnings.size() == 1);
  CHECK(isOneLineWith(table.source().warnings[0], {"6 words", "sure by", "--encoding"}));
}

TEST_CASE("the person's encoding is taken") {
  const EmbeddingTable table = readAs("\xEA\xEE\xF0\xEE\xEB\xFC 1 2\nking 3 4\n", "windows-1251");
  CHECK(wordsOf(table)[0] == "король");
  CHECK(table.source().warnings.empty());
  CHECK(wordsOf(readAs("\x89\xA4 1 2\nb 3 4\n", "Shift_JIS"))[0] == "王");
  CHECK(wordsOf(readAs("\xCD\xF5 1 2\nb 3 4\n", "GB18030"))[0] == "王");
  CHECK(wordsOf(readAs(utf16("a 1 2\nb 3 4\n", true, false), "UTF-16BE"))[1] == "b");
  CHECK(wordsOf(readAs("caf\xC3\xA9 1 2\nb 3 4\n", "UTF-8"))[0] == "caf\xC3\xA9");
  CHECK(isOneLineWith(errorOf([] { readAs("a 1 2\n", "klingon"); }),
                      {"no encoding \"klingon\"", "windows-1251"}));
}

TEST_CASE("a few broken words among many are kept as they are, and counted") {
  const EmbeddingTable table = readBytesAsTable(
      "na\xC3\xAFve 1 2\n\xD0\xBA 3 4\ngro\xDF"
      "e 5 6\nking 7 8\n");
  CHECK(wordsOf(table)[2] ==
        "gro\xDF"
        "e");
  REQUIRE(table.source().warnings.size() == 1);
  CHECK(isOneLineWith(table.source().warnings[0], {"1 of 3 words", "row 3", "U+FFFD", "--encoding"}));
}

TEST_CASE("lines that end in carriage returns alone are lines") {
  const EmbeddingTable table = readBytesAsTable("a 1 2\rb 3 4\rc 5 6\r");
  CHECK(wordsOf(table) == std::vector<std::string>{"a", "b", "c"});
  CHECK(readBytesAsTable("a 1 2\nb 3 4\r\nc 5 6\r\n\x1A").size() == 3);
}

TEST_CASE("a decoder makes the same of a text whole and in pieces") {
  const std::string bytes = "\x89\xA4\x8E\xD0 abc \x83\x65\x83\x58\x83\x67";
  TextDecoder decoder("Shift_JIS");
  const std::string whole = decoder.decode(bytes);
  CHECK(whole == "王社 abc テスト");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    TextDecoder pieces("Shift_JIS");
    std::string text = pieces.decodePiece(std::string_view(bytes).substr(0, cut), false);
    text += pieces.decodePiece(std::string_view(bytes).substr(cut), true);
    CHECK(text == whole);
  }
  CHECK_FALSE(keepsAscii("UTF-16"));
  CHECK_FALSE(keepsAscii("ISO-2022-JP"));
  CHECK(keepsAscii("GB18030"));
}
