// fastText's binary, version 12: words are the mean of their row and those of their n-grams.
#include <map>

#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

struct FastText {
  std::int32_t dim = 2, bucket = 5, minn = 3, maxn = 4;
  std::vector<std::string> words{"</s>", "cat", "naïve"};
  std::int64_t extraRows = 0, pruned = -1;
  std::uint8_t isQuantised = 0;
  std::int32_t version = 12;

  [[nodiscard]] float value(std::int64_t row, std::int64_t axis) const {
    return static_cast<float>(row * row) * 0.25F - static_cast<float>(axis) * 1.5F;
  }

  [[nodiscard]] std::string bytes() const {
    std::string all = bytesOf(std::int32_t{793712314}) + bytesOf(version);
    for (const std::int32_t one : {dim, 5, 5, 1, 5, 1, 1, 2, bucket, minn, maxn, 100}) all += bytesOf(one);
    all += bytesOf(1e-4);
    const auto count = static_cast<std::int32_t>(words.size());
    all += bytesOf(count) + bytesOf(count) + bytesOf(std::int32_t{0}) + bytesOf(std::int64_t{100}) +
           bytesOf(pruned);
    for (const std::string& word : words)
      all += word + '\0' + bytesOf(std::int64_t{7}) + bytesOf(std::int8_t{0});
    const std::int64_t rows = count + bucket + extraRows;
    all += bytesOf(isQuantised) + bytesOf(rows) + bytesOf(static_cast<std::int64_t>(dim));
    for (std::int64_t row = 0; row < rows; ++row)
      for (std::int64_t axis = 0; axis < dim; ++axis) all += bytesOf(value(row, axis));
    return all + bytesOf(std::uint8_t{0}) + bytesOf(std::int64_t{0}) + bytesOf(std::int64_t{0});
  }
};

/// FNV-1a as fastText's dictionary.cc has it, written down from there.
std::uint32_t hashOf(const std::string& gram) {
  std::uint32_t hash = 2166136261U;
  for (const char c : gram)
    hash = (hash ^ static_cast<std::uint32_t>(static_cast<std::int8_t>(c))) * 16777619U;
  return hash;
}

}  // namespace

TEST_CASE("fastText: a word is the mean of its row and its n-grams'") {
  const FastText model;
  const EmbeddingTable table = readBytesAsTable(model.bytes());
  CHECK(table.source().format == "fasttext-binary");
  REQUIRE(table.size() == 3);
  // By hand: the characters of <cat> and <naïve>, three and four at a time.
  const std::map<std::size_t, std::vector<std::string>> grams{
      {0, {}},
      {1, {"<ca", "<cat", "cat", "cat>", "at>"}},
      {2, {"<na", "<naï", "naï", "naïv", "aïv", "aïve", "ïve", "ïve>", "ve>"}}};
  for (const auto& [row, list] : grams) {
    for (std::int64_t axis = 0; axis < 2; ++axis) {
      double sum = model.value(static_cast<std::int64_t>(row), axis);
      for (const std::string& gram : list) sum += model.value(3 + hashOf(gram) % 5, axis);
      const double mean = sum / static_cast<double>(list.size() + 1);
      CHECK(table.rows()(static_cast<math::Index>(row), axis) == Approx(mean).epsilon(1e-6));
    }
  }
}

TEST_CASE("fastText: without n-grams the rows are the words'") {
  FastText model;
  model.maxn = 0;
  model.minn = 0;
  model.bucket = 0;
  const EmbeddingTable table = readBytesAsTable(model.bytes());
  CHECK(table.rows()(1, 1) == model.value(1, 1));
}

TEST_CASE("fastText: what its numbers contradict is refused") {
  const auto with = [](auto change) {
    FastText model;
    change(model);
    return refusalOf(model.bytes());
  };
  CHECK(isOneLineWith(with([](FastText& m) { m.version = 11; }), {"version 12", "found 11"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.dim = 0; }), {"dim 0"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.dim = -2; }), {"dim -2"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.bucket = -1; }), {"bucket -1"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.minn = 5; }), {"minn 5", "maxn 4"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.maxn = 2'000'000; }), {"maxn 2000000"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.extraRows = 1; }), {"8 rows, words and buckets", "found 9"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.isQuantised = 1; }), {"not quantised", ".ftz"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.pruned = 3; }), {"pruned"}));
  CHECK(isOneLineWith(with([](FastText& m) { m.words[1] = std::string(2'000'000, 'w'); }), {"1,048,576"}));
  const std::string good = FastText{}.bytes();
  for (std::size_t kept = 4; kept + 17 < good.size(); kept += 3)
    CHECK(isOneLineWith(refusalOf(good.substr(0, kept)), {"table: byte ", "expected"}));
}
