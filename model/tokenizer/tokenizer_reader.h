#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "model/tokenizer/byte_pair_reader.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model {

struct FoundTokenizer {
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string path;
};

/// The tokenizer of a model in one file: `given`, or tok<vocabulary>.bin or tokenizer.bin or tokenizer.json
/// beside it. Throws es::Error, also when there is none: it then says how to name it.
FoundTokenizer findTokenizerOfFile(const std::filesystem::path& model,
                                   const std::optional<std::filesystem::path>& given, int vocabulary);

/// The tokenizer of a folder: `given` (a file or another folder), or tokenizer.json, vocab.json + merges.txt,
/// encoder.json + vocab.bpe, tokenizer.bin in it. Throws es::Error.
FoundTokenizer findTokenizerOfFolder(const std::filesystem::path& folder,
                                     const std::optional<std::filesystem::path>& given,
                                     const VocabularyFacts& facts);

}  // namespace es::model
