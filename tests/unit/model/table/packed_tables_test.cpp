// Tables in compressed files and archives: the same as unpacked, streamed; broken ones refused in one line.
#include <random>

#include "base/progress.h"
#include "catch.h"
#include "packed_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const std::vector<std::string> kFilters{"gzip", "bzip2", "xz", "zstd"};

/// A table of several blocks of text.
std::string longText(int rows) {
  std::string text;
  for (int i = 0; i < rows; ++i)
    text += "word" + std::to_string(i) + " " + std::to_string(i % 977) + ".5 -" + std::to_string(i % 89) +
            ".25\n";
  return text;
}

}  // namespace

TEST_CASE("every format is read in every packing") {
  const Sample sample = smallSample();
  for (const std::string& bytes : {gloveText(sample), word2vecText(sample), word2vecBinary(sample, true),
                                   word2vecBinary(sample, false), safetensors(sample)}) {
    for (const std::string& filter : kFilters) {
      INFO(filter);
      CHECK(sameTable(readBytesAsTable(compressed(filter, bytes)), sample));
      CHECK(sameTable(readBytesAsTable(archived("ustar", {{"a/table.any", bytes}}, filter)), sample));
    }
    CHECK(sameTable(readBytesAsTable(archived("zip", {{"table", bytes}})), sample));
    CHECK(sameTable(readBytesAsTable(archived("ustar", {{"table", bytes}})), sample));
    CHECK(sameTable(readBytesAsTable(compressed("gzip", compressed("xz", bytes))), sample));
  }
}

TEST_CASE("a packed text of many blocks has the rows of the plain one") {
  const std::string text = longText(400'000);  // more than two blocks
  const EmbeddingTable plain = readBytesAsTable(text);
  for (const std::string& filter : {std::string("gzip"), std::string("zstd")}) {
    const EmbeddingTable table = readBytesAsTable(compressed(filter, text));
    REQUIRE(table.size() == plain.size());
    CHECK(table.rows() == plain.rows());
    CHECK(table.vocabulary().words().text() == plain.vocabulary().words().text());
    CHECK(table.source().warnings.empty());
  }
}

TEST_CASE("gzip files of several members go on into one text") {
  const std::string two = compressed("gzip", "a 1 2\n") + compressed("gzip", "b 3 4\n");
  CHECK(sameTable(readBytesAsTable(two), {{"a", "b"}, {{1, 2}, {3, 4}}}));
}

TEST_CASE("of an archive the only table is taken, and of several one that is named") {
  const TestFolder folder;
  const std::string table = "a 1 2\nb 3 4\n", other = "c 5 6\nd 7 8\n";
  const Sample first{{"a", "b"}, {{1, 2}, {3, 4}}}, second{{"c", "d"}, {{5, 6}, {7, 8}}};
  CHECK(sameTable(readBytesAsTable(archived("zip", {{"README.md", "Vectors of words.\nRead me.\n"},
                                                    {"x/vectors.txt", table},
                                                    {"__MACOSX/x/._vectors.txt", other},
                                                    {"x/.hidden", other}})),
                  first));
  for (const std::string format : {"zip", "ustar"}) {
    const auto path =
        folder.write("two." + format, archived(format, {{"one.txt", table}, {"sub/two.txt", other}}));
    const auto read = [&](const std::filesystem::path& at) {
      return readTable(at, {}, base::ignoreProgress());
    };
    CHECK(isOneLineWith(errorOf([&] { read(path); }), {"one table", "2 (one.txt, sub/two.txt)",
                                                       "say which, such as two." + format + "/one.txt"}));
    CHECK(sameTable(read(path / "one.txt"), first));
    const EmbeddingTable named = read(path / "sub/two.txt");
    CHECK(sameTable(named, second));
    CHECK(named.source().path == (path / "sub/two.txt").string());
    CHECK(named.source().name == "two");
    CHECK(isOneLineWith(errorOf([&] { read(path / "three.txt"); }), {"\"three.txt\"", "one.txt"}));
  }
  CHECK(isOneLineWith(
      errorOf([&] { readTable(folder.write("plain", table) / "x", {}, base::ignoreProgress()); }),
      {"an archive before \"/x\"", "plain file"}));
}

TEST_CASE("a cut packed file is refused wherever it is cut") {
  const std::string text = longText(3000);
  const TestFolder folder;
  for (const std::string& filter : kFilters) {
    const std::string whole = compressed(filter, text);
    for (std::size_t kept = 16; kept + 1 < whole.size(); kept += whole.size() / 40 + 1) {
      INFO(filter << " cut at " << kept << " of " << whole.size());
      const std::string message = refusalOf(whole.substr(0, kept));
      CHECK(isOneLineWith(message, {"table"}));
      CHECK(message.find("cut or damaged") != std::string::npos);
    }
  }
  const std::string zip = archived("zip", {{"table.txt", text}});
  for (std::size_t kept = 40; kept + 200 < zip.size(); kept += zip.size() / 20 + 1)
    CHECK(isOneLineWith(refusalOf(zip.substr(0, kept)), {"zip", "cut or damaged"}));
}

TEST_CASE("a byte changed in a packed file gives the table or one line, never another table") {
  const std::string text = longText(3000);
  const EmbeddingTable plain = readBytesAsTable(text);
  std::mt19937 random(7);
  for (const char* filter : {"gzip", "bzip2", "xz"}) {  // zstd as it is written here has no checksum
    const std::string whole = compressed(filter, text);
    for (int i = 0; i < 40; ++i) {
      std::string changed = whole;
      changed[random() % whole.size()] ^= static_cast<char>(1 + random() % 255);
      math::RowMatrix rows;
      const std::string message = errorOf([&] { rows = readBytesAsTable(changed).rows(); });
      INFO(filter << ": " << message);
      if (message.empty()) {
        CHECK((rows.rows() == plain.size() && rows == plain.rows()));
      } else {
        CHECK(isOneLineWith(message, {"table"}));
      }
    }
  }
}

TEST_CASE("archives that are made to do harm, or cannot be read, are refused by name") {
  const std::string table = "a 1 2\nb 3 4\n";
  CHECK(
      isOneLineWith(refusalOf(archived("ustar", {{"../table.txt", table}})), {"../table.txt", "leads out"}));
  CHECK(isOneLineWith(refusalOf(archived("ustar", {{"/etc/table.txt", table}})),
                      {"/etc/table.txt", "leads out"}));
  CHECK(isOneLineWith(refusalOf(tarWithLink("table.txt", "/etc/passwd")), {"table.txt", "a link"}));
  CHECK(isOneLineWith(refusalOf(archived("zip", {{"table.txt", table}}, "none", "secret")), {"encrypted"}));
  std::string same;
  while (same.size() < std::size_t{66} << 20) same += "a 1 2\n";
  const std::string bomb = compressed("zstd", same);
  CHECK(isOneLineWith(refusalOf(bomb), {"1,000 times", "more"}));
  Members many;
  for (int i = 0; i < 10'001; ++i) many.emplace_back("f" + std::to_string(i), "");
  CHECK(isOneLineWith(refusalOf(archived("ustar", many)), {"10,000 entries", "more"}));
}

TEST_CASE("archives without a table say what they hold") {
  CHECK(isOneLineWith(
      refusalOf(archived("zip", {{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}})),
      {"an Office document", "CSV"}));
  CHECK(isOneLineWith(refusalOf(archived("zip", {{"model/data.pkl", "\x80\x02}"}, {"model/data/0", "abc"}})),
                      {"PyTorch", "safetensors"}));
  CHECK(isOneLineWith(refusalOf(archived("zip", {{"notes.txt", "some words\nand more\n"}, {"b.txt", "x\n"}})),
                      {"no table among its 2 files", "notes.txt"}));
  CHECK(isOneLineWith(refusalOf(compressed("gzip", "<!DOCTYPE html><html></html>")), {"an HTML page"}));
  CHECK(isOneLineWith(refusalOf(compressed("gzip", "")), {"found"}));
}

TEST_CASE("only the first words are read where only those are wanted") {
  const TestFolder folder;
  const auto path = folder.write("long.txt.gz", compressed("gzip", longText(50'000)));
  const EmbeddingTable table = readTable(path, {}, base::ignoreProgress(), {.words = 100});
  CHECK(table.size() == 100);
  CHECK(table.vocabulary().word(99) == "word99");
  CHECK(table.source().name == "long");
  for (const std::string& bytes :
       {word2vecBinary(smallSample(), true), safetensors(smallSample()), word2vecText(smallSample())}) {
    const EmbeddingTable few =
        readTable(folder.write("few", bytes), {}, base::ignoreProgress(), {.words = 2});
    CHECK(sameTable(few, {{"the", "king"}, {{0.5F, -1.25F, 2.0F}, {1.0F, 0.0F, -0.125F}}}));
    CHECK(few.source().warnings.empty());
  }
}
