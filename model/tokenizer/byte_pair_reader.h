#pragma once

#include <memory>
#include <vector>

#include "model/files/input_file.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// What the model's configuration says of its vocabulary.
struct VocabularyFacts {
  int size = 0;
  std::vector<int> ends;  // ids at which generation stops; empty: known by their names
};

/// GPT-2's pair of files: `vocabulary` is JSON of token -> id (vocab.json, encoder.json), `merges` has a line
/// a merge (merges.txt, vocab.bpe). Throws es::Error.
std::shared_ptr<const Tokenizer> readVocabularyAndMerges(const InputFile& vocabulary, const InputFile& merges,
                                                         const VocabularyFacts& facts);

/// Hugging Face's tokenizer.json with a model of type BPE: byte-level as GPT-2's, or by characters with byte
/// fallback as llama's. Any other setting is refused by its name. Throws es::Error.
std::shared_ptr<const Tokenizer> readTokenizerJson(const InputFile& file, const VocabularyFacts& facts);

}  // namespace es::model
