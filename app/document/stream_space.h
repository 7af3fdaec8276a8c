#pragma once

#include <optional>

#include "app/document/document.h"

namespace es::app {

/// How a model's residual stream meets a table: in all dimensions where the table is the model's own matrix;
/// in the first ones where the model says so (TransformerConfig::tableDims) and its common words' embeddings
/// are the table's vectors; otherwise not at all. `space` may be null.
StreamSpace streamSpace(const model::LanguageModel& model, const Space* space);

/// Which of the model's matrices a table is, if any; a tied model's is its embedding.
std::optional<model::ModelMatrix> matrixOf(const model::LanguageModel& model,
                                           const model::EmbeddingTable& table);

}  // namespace es::app
