#include "model/language_model/model_reader.h"

#include <utility>

#include "base/file_error.h"
#include "base/progress.h"
#include "model/language_model/language_model.h"
#include "model/language_model/model_formats.h"
#include "model/tokenizer/remembering_tokenizer.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// The header of a safetensors file with a model in it; a broken one is for the reader of tables to explain.
std::optional<SafetensorsHeader> storyHeader(const InputFile& file) {
  try {
    SafetensorsHeader header = readSafetensorsHeader(file);
    if (isStoryModel(header)) return header;
  } catch (const Error&) {
  }
  return std::nullopt;
}

/// Nothing where the file holds no model.
std::optional<ModelParts> readParts(const fs::path& path, const TokenizerPath& tokenizer,
                                    const base::Progress& progress) {
  if (isFolder(path)) return readHuggingFaceModel(path, tokenizer, progress);
  auto file = std::make_unique<const InputFile>(path);
  if (looksLikeLlama2c(*file)) return readLlama2cModel(*file, tokenizer, progress);
  auto header = storyHeader(*file);
  if (!header) return std::nullopt;
  if (tokenizer)
    throw base::fileError(file->path(), {"", "no other tokenizer than its own", tokenizer->string()});
  return readStoryModel(std::move(file), std::move(*header), progress);
}

/// A folder's own name, also for "models/gpt2/" and ".".
std::string nameOf(const fs::path& path) {
  std::error_code ignored;
  const fs::path whole = fs::absolute(path, ignored).lexically_normal();
  const fs::path last = whole.has_filename() ? whole : whole.parent_path();
  return isFolder(path) ? last.filename().string() : last.stem().string();
}

std::shared_ptr<const LanguageModel> modelOf(ModelParts parts, const fs::path& path) {
  parts.source.path = path.string();
  if (parts.source.name.empty()) parts.source.name = nameOf(path);
  auto model = std::make_shared<LanguageModel>();
  model->transformer = std::make_shared<Transformer>(std::move(parts.config), std::move(parts.weights));
  model->tokenizer = std::make_shared<RememberingTokenizer>(std::move(parts.tokenizer));
  model->source = std::move(parts.source);
  return model;
}

bool isModelFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path / "config.json", ignored);
}

}  // namespace

bool isModel(const fs::path& path) {
  try {
    if (isFolder(path)) return isModelFolder(path);
    const InputFile file(path);
    return looksLikeLlama2c(file) || storyHeader(file);
  } catch (const Error&) {
    return false;
  }
}

std::shared_ptr<const LanguageModel> findModel(const fs::path& path, const base::Progress& progress) {
  if (isFolder(path) && !isModelFolder(path)) return nullptr;
  auto parts = readParts(path, std::nullopt, progress);
  return parts ? modelOf(std::move(*parts), path) : nullptr;
}

std::shared_ptr<const LanguageModel> readModel(const fs::path& path, const TokenizerPath& tokenizer,
                                               const base::Progress& progress) {
  auto parts = readParts(path, tokenizer, progress);
  if (!parts) {
    throw base::fileError(path.string(),
                          {"", "a model (llama2.c, a Hugging Face folder, a story model)", "another file"});
  }
  return modelOf(std::move(*parts), path);
}

}  // namespace es::model
