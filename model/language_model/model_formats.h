#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "base/progress.h"
#include "math/types.h"
#include "model/files/input_file.h"
#include "model/files/safetensors.h"
#include "model/language_model/language_model.h"
#include "model/transformer/transformer_weights.h"

namespace es::model {

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

/// What may be a model: a folder or an open file.
class ModelInput {
 public:
  /// Throws es::Error for a file that cannot be read.
  explicit ModelInput(std::filesystem::path path);

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
  [[nodiscard]] bool isFolder() const { return m_file == nullptr; }
  [[nodiscard]] const InputFile& file() const { return *m_file; }  // of what is no folder
  /// The header of a safetensors file, read once; null for all else and for a broken one.
  [[nodiscard]] const SafetensorsHeader* header() const { return m_header ? &*m_header : nullptr; }

  std::unique_ptr<const InputFile> takeFile() { return std::move(m_file); }
  SafetensorsHeader takeHeader() { return std::move(*m_header); }

 private:
  std::filesystem::path m_path;
  std::unique_ptr<const InputFile> m_file;
  std::optional<SafetensorsHeader> m_header;
};

/// What the program knows of a format that models come in; each stands in its reader's file.
struct ModelFormatEntry {
  bool (*recognises)(const ModelInput& input);
  /// Throws es::Error as readModel says.
  ModelParts (*read)(ModelInput input, const TokenizerPath& tokenizer, const base::Progress& progress);
};

/// huggingface_reader.cpp: a folder with config.json of model_type gpt2 or llama, and model.safetensors or
/// its shards.
extern const ModelFormatEntry kHuggingFaceModel;
/// llama2c_reader.cpp: version 0 (github.com/karpathy/llama2.c, run.c), 7 int32 and then float32 tensors.
extern const ModelFormatEntry kLlama2cModel;
/// story_reader.cpp: the container of the story model, one safetensors file whose metadata carries "config"
/// and "tokenizer" as JSON.
extern const ModelFormatEntry kStoryModel;

/// The registry, in the order in which an input is offered to them.
inline constexpr std::array kModelFormats{&kHuggingFaceModel, &kLlama2cModel, &kStoryModel};

}  // namespace es::model
