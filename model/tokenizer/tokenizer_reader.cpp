#include "model/tokenizer/tokenizer_reader.h"

#include <fmt/format.h>

#include "base/file_error.h"
#include "model/tokenizer/score_merge_tokenizer.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

/// The merges that belong to a vocabulary in JSON, by the names that are in use.
constexpr std::pair<const char*, const char*> kPairs[] = {{"vocab.json", "merges.txt"},
                                                          {"encoder.json", "vocab.bpe"}};

bool isThere(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool beginsAsJson(const InputFile& file) {
  constexpr std::uint64_t kSampleBytes = 64;
  std::string sample(static_cast<std::size_t>(std::min(kSampleBytes, file.size())), '\0');
  file.read(0, std::as_writable_bytes(std::span(sample)));
  const std::size_t at = sample.find_first_not_of(" \t\r\n");
  return at != std::string::npos && sample[at] == '{';
}

/// Told by content; a vocabulary and its merges by their names.
FoundTokenizer readTokenizerFile(const fs::path& path, const VocabularyFacts& facts) {
  for (const auto& [vocabulary, merges] : kPairs) {
    if (path.filename() != vocabulary && path.filename() != merges) continue;
    const fs::path first = path.parent_path() / vocabulary;
    return {readVocabularyAndMerges(InputFile(first), InputFile(path.parent_path() / merges), facts),
            first.string()};
  }
  const InputFile file(path);
  if (beginsAsJson(file)) return {readTokenizerJson(file, facts), path.string()};
  return {readScoreMergeTokenizer(file, facts.size), path.string()};
}

}  // namespace

FoundTokenizer findTokenizerOfFile(const fs::path& model, const std::optional<fs::path>& given,
                                   int vocabulary) {
  const VocabularyFacts facts{vocabulary, {}};
  if (given) return findTokenizerOfFolder(model.parent_path(), given, facts);
  const std::string named = fmt::format("tok{}.bin", vocabulary);
  for (const std::string& name : {named, std::string("tokenizer.bin"), std::string("tokenizer.json")}) {
    const fs::path path = model.parent_path() / name;
    if (isThere(path)) return readTokenizerFile(path, facts);
  }
  throw base::fileError(
      model.string(),
      {"", "its tokenizer beside it: " + named + ", tokenizer.bin or tokenizer.json, or one that is named",
       "none"});
}

FoundTokenizer findTokenizerOfFolder(const fs::path& folder, const std::optional<fs::path>& given,
                                     const VocabularyFacts& facts) {
  std::error_code ignored;
  if (given && !fs::is_directory(*given, ignored)) return readTokenizerFile(*given, facts);
  const fs::path& place = given ? *given : folder;
  for (const char* name : {"tokenizer.json", "vocab.json", "encoder.json", "tokenizer.bin"})
    if (isThere(place / name)) return readTokenizerFile(place / name, facts);
  throw base::fileError(
      place.string(),
      {"", "tokenizer.json, vocab.json and merges.txt, encoder.json and vocab.bpe, or tokenizer.bin",
       isThere(place / "tokenizer.model") ? "only tokenizer.model (SentencePiece), which is not read"
                                          : "none of them"});
}

}  // namespace es::model
