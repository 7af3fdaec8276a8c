// Options of `open` that a format does not have are refused by their names, and second files are read.
#include "base/progress.h"
#include "catch.h"
#include "model/table/column.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

EmbeddingTable read(const std::filesystem::path& path, const TableOptions& options) {
  return readTable(path, std::nullopt, base::ignoreProgress(), options);
}

}  // namespace

TEST_CASE("an option that would change nothing is refused by its name") {
  const TestFolder folder;
  const auto glove = folder.write("words.txt", gloveText(smallSample()));
  const auto binary = folder.write("words.bin", word2vecBinary(smallSample(), true));
  const auto refusal = [&](const std::filesystem::path& path, const TableOptions& options) {
    return errorOf([&] { read(path, options); });
  };
  CHECK(isOneLineWith(refusal(glove, {.tensor = "x"}), {"words.txt", "--tensor", "glove-text"}));
  CHECK(isOneLineWith(refusal(glove, {.vector = "x"}), {"words.txt", "--vector", "columns"}));
  CHECK(isOneLineWith(refusal(glove, {.text = "x"}), {"words.txt", "--text"}));
  CHECK(isOneLineWith(refusal(binary, {.metadata = "x"}), {"words.bin", "--metadata", "word2vec-binary"}));
}

TEST_CASE("a second file gives the rows of a text table their columns") {
  const TestFolder folder;
  const std::string rows = "king 1 2 3\nqueen 2 3 4\nman 0 1 0\n";
  const auto metadata = folder.write("about.tsv", "word\tkind\nking\tm\nqueen\tf\nman\tm\n");
  for (const std::string& text : {rows, "3 3\n" + rows}) {
    const EmbeddingTable table = read(folder.write("words.txt", text), {.metadata = metadata.string()});
    REQUIRE(table.size() == 3);
    CHECK(table.vocabulary().word(1) == "queen");
    REQUIRE(table.columns().size() == 1);
    CHECK(table.columns()[0].name == "kind");
  }
  const auto short_ = folder.write("short.tsv", "word\tkind\nking\tm\n");
  CHECK(isOneLineWith(errorOf([&] { read(folder.write("words.txt", rows), {.metadata = short_.string()}); }),
                      {"short.tsv", "3 rows"}));
}
