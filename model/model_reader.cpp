#include <utility>

#include "model/file_error.h"
#include "model/language_model.h"
#include "model/model_formats.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// A safetensors file with a model in it; a broken one is for the reader of tables to explain.
bool holdsStoryModel(const InputFile& file) {
  try {
    return isStoryModel(readSafetensorsHeader(file));
  } catch (const Error&) {
    return false;
  }
}

ModelParts readParts(const fs::path& path, const TokenizerPath& tokenizer, const math::Progress& progress) {
  if (isFolder(path)) return readHuggingFaceModel(path, tokenizer, progress);
  const InputFile file(path);
  if (looksLikeLlama2c(file)) return readLlama2cModel(file, tokenizer, progress);
  if (holdsStoryModel(file)) {
    if (tokenizer) throw fileError(file.path(), {"", "no other tokenizer than its own", tokenizer->string()});
    return readStoryModel(path, progress);
  }
  throw fileError(file.path(),
                  {"", "a model (llama2.c, a Hugging Face folder, a story model)", "another file"});
}

/// A folder's own name, also for "models/gpt2/" and ".".
std::string nameOf(const fs::path& path) {
  std::error_code ignored;
  const fs::path whole = fs::absolute(path, ignored).lexically_normal();
  const fs::path last = whole.has_filename() ? whole : whole.parent_path();
  return isFolder(path) ? last.filename().string() : last.stem().string();
}

}  // namespace

bool isModel(const fs::path& path) {
  try {
    std::error_code ignored;
    if (isFolder(path)) return fs::exists(path / "config.json", ignored);
    const InputFile file(path);
    return looksLikeLlama2c(file) || holdsStoryModel(file);
  } catch (const Error&) {
    return false;
  }
}

std::shared_ptr<const LanguageModel> readModel(const fs::path& path, const TokenizerPath& tokenizer,
                                               const math::Progress& progress) {
  ModelParts parts = readParts(path, tokenizer, progress);
  parts.source.path = path.string();
  if (parts.source.name.empty()) parts.source.name = nameOf(path);
  auto model = std::make_shared<LanguageModel>();
  model->transformer = std::make_shared<Transformer>(std::move(parts.config), std::move(parts.weights));
  model->tokenizer = std::move(parts.tokenizer);
  model->source = std::move(parts.source);
  return model;
}

}  // namespace es::model
