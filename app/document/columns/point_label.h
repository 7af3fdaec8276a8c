#pragma once

#include <string>

#include "app/document/document.h"

namespace es::app {

/// What is written at a row's point: its word, or its value of the column that `label` named, where it has
/// one. For the eye, and cut to a few words.
[[nodiscard]] std::string pointLabel(const DocumentState& state, math::Index row);

/// The beginning of a text for the eye: at most so many characters, with an ellipsis where it goes on.
[[nodiscard]] std::string beginningOf(const std::string& text, std::size_t characters);

}  // namespace es::app
