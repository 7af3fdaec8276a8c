#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "math/types.h"
#include "model/table/embedding_table.h"
#include "model/tokenizer/tokenizer.h"
#include "model/transformer/transformer.h"

namespace es::model {

/// Where a model came from.
struct ModelSource {
  std::string path;           // as opened: a file or a folder
  std::string tokenizerPath;  // empty: inside `path`
  std::string name;           // title of the file, or its name
  std::string format;         // "llama2.c", "huggingface-gpt2", "huggingface-llama", "story"
  std::string note;           // source and licence where the file carries them
  std::string trainedTo;      // "to guess the next word" ..., where the file says so
  bool untrained = false;     // its blocks are random numbers (untrainedModel)
  std::vector<std::string> warnings;
};

/// A transformer with its tokenizer. Immutable; shared as shared_ptr<const LanguageModel>.
struct LanguageModel {
  std::shared_ptr<const Transformer> transformer;
  std::shared_ptr<const Tokenizer> tokenizer;  // as large as the transformer's vocabulary
  ModelSource source;

  [[nodiscard]] const TransformerConfig& config() const { return transformer->config(); }
};

/// True when `path` holds a model rather than a table of vectors: a folder with config.json, a llama2.c .bin
/// (by its header), a safetensors file with a model's configuration in its metadata. Never throws.
bool isModel(const std::filesystem::path& path);

/// Reads a model: llama2.c `.bin`, a Hugging Face folder (gpt2, llama), the story container. `tokenizer`: its
/// file; nothing: looked for beside the model (tokenizer.bin, tok<vocabulary>.bin, tokenizer.json, vocab.json
/// + merges.txt). Throws es::Error: what was opened, where, what was expected, what was found; unsupported
/// settings are named. Nothing is allocated by a size that the file's length has not confirmed.
std::shared_ptr<const LanguageModel> readModel(const std::filesystem::path& path,
                                               const std::optional<std::filesystem::path>& tokenizer,
                                               const base::Progress& progress);

/// The model before its training: every block random, the same for a seed, and the words' vectors as they
/// are; an unembedding of its own is the embedding again. Shape and tokenizer are the same.
std::shared_ptr<const LanguageModel> untrainedModel(const LanguageModel& model, std::uint64_t seed);

/// A model's own matrix as a table of words: one row a token, named by its text, a second of the same text
/// told apart by its id.
enum class ModelMatrix { Embedding, Unembedding };
std::shared_ptr<const EmbeddingTable> matrixTable(const LanguageModel& model, ModelMatrix matrix);

}  // namespace es::model
