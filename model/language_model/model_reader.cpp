#include "model/language_model/model_reader.h"

#include <algorithm>
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

const ModelFormatEntry* formatOf(const ModelInput& input) {
  const auto found =
      std::ranges::find_if(kModelFormats, [&](const auto* one) { return one->recognises(input); });
  return found == kModelFormats.end() ? nullptr : *found;
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

}  // namespace

bool isModel(const fs::path& path) {
  try {
    return formatOf(ModelInput(path)) != nullptr;
  } catch (const Error&) {
    return false;
  }
}

std::shared_ptr<const LanguageModel> findModel(const fs::path& path, const base::Progress& progress) {
  ModelInput input(path);
  const ModelFormatEntry* format = formatOf(input);
  return format ? modelOf(format->read(std::move(input), std::nullopt, progress), path) : nullptr;
}

std::shared_ptr<const LanguageModel> readModel(const fs::path& path, const TokenizerPath& tokenizer,
                                               const base::Progress& progress) {
  ModelInput input(path);
  const ModelFormatEntry* format = formatOf(input);
  if (!format && input.isFolder()) format = &kHuggingFaceModel;  // which says what is missing
  if (!format) {
    throw base::fileError(path.string(),
                          {"", "a model (llama2.c, a Hugging Face folder, a story model)", "another file"});
  }
  return modelOf(format->read(std::move(input), tokenizer, progress), path);
}

}  // namespace es::model
