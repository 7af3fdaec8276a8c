#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "base/progress.h"

namespace es::app {

/// The state with another table open: metric, centring and temperature stay, and of the slice, the questions,
/// the arrows and the model's paths what the new table has room for; what it has not is said in `warnings`.
DocumentState withTable(DocumentState state, std::shared_ptr<const model::EmbeddingTable> table,
                        std::vector<std::string>& warnings, const base::Progress& progress);
/// The state with another model, whatever the open words are: they stay. The standing text is asked of it;
/// what was made with the model before is gone, which is said in `warnings`.
DocumentState withModel(DocumentState state, std::shared_ptr<const model::LanguageModel> model,
                        std::vector<std::string>& warnings, const base::Progress& progress);

}  // namespace es::app
