#pragma once

#include <filesystem>
#include <memory>

#include "base/progress.h"
#include "math/types.h"
#include "model/language_model/language_model.h"

namespace es::model {

/// readModel with the tokenizer that is found, in one look at the file: null where isModel says no. Throws
/// es::Error for a broken model, and for a file that cannot be read.
std::shared_ptr<const LanguageModel> findModel(const std::filesystem::path& path,
                                               const base::Progress& progress);

}  // namespace es::model
