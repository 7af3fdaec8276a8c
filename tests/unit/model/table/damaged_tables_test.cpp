// Valid files, cut at every byte and with bytes changed at random: a table by the rules or one line, never a
// crash.
#include <random>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

struct ValidFile {
  TableFormat format;
  std::string bytes;
};

std::vector<ValidFile> validFiles() {
  const Sample sample = smallSample();
  return {{*formatFromName("glove-text"), gloveText(sample)},
          {*formatFromName("word2vec-text"), word2vecText(sample)},
          {*formatFromName("word2vec-binary"), word2vecBinary(sample, true)},
          {*formatFromName("word2vec-binary"), word2vecBinary(sample, false)},
          {*formatFromName("safetensors"), safetensors(sample)}};
}

/// Rows of the table that the bytes give; 0 for a refusal, whose message must be one line that names the
/// file.
math::Index rowsOf(const std::filesystem::path& path, std::optional<TableFormat> format) {
  math::Index rows = 0;
  const std::string message =
      errorOf([&] { rows = readTable(path, format, es::base::ignoreProgress()).size(); });
  INFO(message);
  if (rows == 0) CHECK(isOneLineWith(message, {path.string()}));
  return rows;
}

}  // namespace

TEST_CASE("a table cut at any byte is refused or has fewer rows") {
  const TestFolder folder;
  for (const ValidFile& file : validFiles()) {
    const bool isText =
        file.format == *formatFromName("glove-text") || file.format == *formatFromName("word2vec-text");
    for (std::size_t kept = 0; kept < file.bytes.size(); ++kept) {
      const std::string cut = file.bytes.substr(0, kept);
      const auto path = folder.write("cut", cut);
      INFO(formatName(file.format) << " cut at " << kept);
      const math::Index rows = rowsOf(path, file.format);
      rowsOf(path, std::nullopt);
      if (isText) {
        // Complete lines are rows; the cut one is at most one more.
        CHECK(rows <= std::count(cut.begin(), cut.end(), '\n') + 1);
      } else {
        const bool lacksOnlyLineFeed = kept + 1 == file.bytes.size() && file.bytes.back() == '\n';
        CHECK(rows == (lacksOnlyLineFeed ? 5 : 0));
      }
    }
  }
}

TEST_CASE("bytes changed at random never crash a reader") {
  const TestFolder folder;
  std::mt19937 random(20240607);
  constexpr int kTries = 1500;
  for (const ValidFile& file : validFiles()) {
    for (int i = 0; i < kTries; ++i) {
      std::string bytes = file.bytes;
      const int changes = 1 + static_cast<int>(random() % 4);
      for (int k = 0; k < changes; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
      const auto path = folder.write("changed", bytes);
      CHECK(rowsOf(path, file.format) <= 40);
      rowsOf(path, std::nullopt);
    }
  }
}

TEST_CASE("a file of one format read as another is refused in one line or read by the rules") {
  const TestFolder folder;
  for (const ValidFile& file : validFiles()) {
    const auto path = folder.write("mixed", file.bytes);
    for (const auto format : {*formatFromName("safetensors"), *formatFromName("glove-text"),
                              *formatFromName("word2vec-text"), *formatFromName("word2vec-binary")}) {
      const math::Index rows = rowsOf(path, format);
      if (format == *formatFromName("safetensors") && file.format != format) CHECK(rows == 0);
    }
  }
}
