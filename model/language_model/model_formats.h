#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/progress.h"
#include "math/types.h"
#include "model/files/input_file.h"
#include "model/files/safetensors.h"
#include "model/language_model/language_model.h"
#include "model/transformer/transformer_weights.h"

namespace es::model {

/// The readers behind readModel, one a format. All throw es::Error as it says.

/// A model on its way to a LanguageModel: config and weights agree in every shape.
struct ModelParts {
  TransformerConfig config;
  TransformerWeights weights;
  std::shared_ptr<const Tokenizer> tokenizer;
  ModelSource source;
};

using TokenizerPath = std::optional<std::filesystem::path>;

/// The largest sizes that are believed.
constexpr int kLargestModelDims = 65'536;
constexpr int kLargestLayers = 1'024;
constexpr int kLargestHidden = 1 << 20;
constexpr int kLargestVocabulary = 1 << 24;
constexpr int kLargestContext = 1 << 20;

/// 28 bytes that can be the header of a llama2.c model. No text and no safetensors file begins so.
bool looksLikeLlama2c(const InputFile& file);
/// Version 0 (github.com/karpathy/llama2.c, run.c): 7 int32, then float32 tensors.
ModelParts readLlama2cModel(const InputFile& file, const TokenizerPath& tokenizer,
                            const base::Progress& progress);

/// A folder with config.json of model_type gpt2 or llama, and model.safetensors or its shards.
ModelParts readHuggingFaceModel(const std::filesystem::path& folder, const TokenizerPath& tokenizer,
                                const base::Progress& progress);

/// Whether a safetensors file carries a model's configuration.
bool isStoryModel(const SafetensorsHeader& header);
/// The container of the story model: one safetensors file whose metadata carries "config" and "tokenizer" as
/// JSON.
ModelParts readStoryModel(std::unique_ptr<const InputFile> file, SafetensorsHeader header,
                          const base::Progress& progress);

}  // namespace es::model
