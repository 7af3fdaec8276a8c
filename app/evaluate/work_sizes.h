#pragma once

#include <string>

#include "app/document/document.h"

namespace es::app {

/// What the estimates of work (workOf in evaluate.h) are made of, in multiply-adds.

// ---- the open table; 0 where none is open ----
[[nodiscard]] double tableDims(const DocumentState& state);
[[nodiscard]] double tableNumbers(const DocumentState& state);  // rows x dims
[[nodiscard]] double questionWork(const DocumentState& state);  // the neighbours of a vector
/// Measuring so many drawn formulas in the slice.
[[nodiscard]] double drawingWork(const DocumentState& state, std::size_t formulas);

// ---- the open model, which must be there ----
constexpr double kCuttingPerByte = 50;  // of a text, into tokens

[[nodiscard]] double tokenWork(const ModelState& state);  // a token through the layers
[[nodiscard]] double distributionWork(
    const ModelState& state);  // a softmax, or a ranking, over the vocabulary

struct TextSize {
  double tokens = 0;  // of the whole text
  double fresh = 0;   // that have to be read
};
[[nodiscard]] TextSize textSize(const ModelState& state, const std::string& text);
[[nodiscard]] double readingWork(const ModelState& state, const std::string& text, const TextSize& size);
[[nodiscard]] double readingWork(const ModelState& state, const std::string& text);

/// Lens logits of every half-step of so many tokens.
[[nodiscard]] double lensWork(const ModelState& state, double tokens);

}  // namespace es::app
