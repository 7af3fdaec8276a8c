// The same table in every format, and through our writer.
#include <cmath>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

TEST_CASE("the same table comes out of every format, told by content") {
  const Sample sample = smallSample();
  const std::pair<TableFormat, std::string> files[] = {
      {*formatFromName("glove-text"), gloveText(sample)},
      {*formatFromName("word2vec-text"), word2vecText(sample)},
      {*formatFromName("word2vec-binary"), word2vecBinary(sample, true)},
      {*formatFromName("word2vec-binary"), word2vecBinary(sample, false)},
      {*formatFromName("safetensors"), safetensors(sample)}};
  for (const auto& [format, bytes] : files) {
    INFO(formatName(format));
    const EmbeddingTable table = readBytesAsTable(bytes);
    CHECK(sameTable(table, sample));
    CHECK(table.source().format == formatName(format));
    CHECK(table.source().name == "table");
    CHECK(table.source().warnings.empty());
    CHECK(table.lengths()(1) == Approx(std::sqrt(1.0 + 0.125 * 0.125)));
    CHECK(formatFromName(formatName(format)) == format);
    CHECK(sameTable(readBytesAsTable(bytes, format), sample));
  }
  CHECK_FALSE(formatFromName("glove").has_value());
}

TEST_CASE("files that gensim wrote are read") {
  const std::filesystem::path folder = std::filesystem::path(ES_SOURCE_DIR) / "tests/data/model";
  const EmbeddingTable text = readTable(folder / "gensim.txt", {}, es::base::ignoreProgress());
  const EmbeddingTable binary = readTable(folder / "gensim.bin", {}, es::base::ignoreProgress());
  CHECK(text.source().format == "word2vec-text");
  CHECK(binary.source().format == "word2vec-binary");
  REQUIRE(text.size() == 6);
  REQUIRE(text.dims() == 5);
  CHECK(text.source().warnings.empty());
  CHECK(binary.source().warnings.empty());
  CHECK(text.rows() == binary.rows());  // gensim writes as many digits as a float32 needs
  for (math::Index row = 0; row < text.size(); ++row)
    CHECK(text.vocabulary().word(row) == binary.vocabulary().word(row));
  CHECK(binary.vocabulary()
            .find("stra\xC3\x9F"
                  "e")
            .has_value());
  CHECK(binary.rows()(0, 0) == 0.1F);  // by make_formats.py
  CHECK(binary.rows()(0, 1) == -1e-7F);
}

TEST_CASE("progress rises to 1 and can stop the work") {
  const TestFolder folder;
  Sample large = smallSample();
  for (int i = 0; i < 60'000; ++i) {
    large.words.push_back("w" + std::to_string(i));
    large.rows.push_back({static_cast<float>(i), 0.25F, -0.5F});
  }
  for (const std::string& bytes : {gloveText(large), word2vecBinary(large, true), safetensors(large)}) {
    const auto path = folder.write("large", bytes);
    double last = 0;
    const EmbeddingTable table = readTable(path, {}, [&last](double share) {
      REQUIRE(share >= last);
      last = share;
    });
    CHECK(sameTable(table, large));
    CHECK(last > 0.5);
    CHECK(last <= 1.0);
    CHECK_THROWS_AS(readTable(path, {}, [](double) { throw Cancelled{}; }), Cancelled);
  }
}
