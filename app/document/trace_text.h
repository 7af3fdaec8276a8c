#pragma once

#include <optional>

#include "app/document/document.h"
#include "app/document/model_questions.h"
#include "base/progress.h"

namespace es::app {

/// The paths of a text's tokens, or of the one at `position`, through the open model's layers, in the open
/// words and slice.
std::shared_ptr<const TraceAnswer> traceText(const DocumentState& state, const TextState& text,
                                             std::optional<int> position, const base::Progress& progress);

/// The position that a trace or a row of the lens was asked of; nothing: all tokens. Told from the answer.
std::optional<int> askedPosition(const TraceAnswer& answer);
std::optional<int> askedPosition(const LensAnswer& answer);

/// Places the paths in the slice in force: `xyz` and the shown share.
void placeTraces(DocumentState& state);

/// Traces every path again, for words that were opened anew; says in `warnings` what could not be.
void redoTraces(DocumentState& state, std::vector<std::string>& warnings, const base::Progress& progress);

/// The logits that the model would give if it ended after a half-step of a token. (vocabulary)
std::vector<float> lensLogits(const model::Transformer& transformer, const model::TokenRecord& record,
                              int step);

}  // namespace es::app
