#pragma once

#include <string_view>
#include <vector>

#include "app/command/command.h"
#include "base/correction.h"

namespace es::app {

/// A command that may have been meant, and what is offered for it to be clicked.
struct Suggestion {
  std::string label;
  Command command;
};

/// The line with the mistyped word replaced by each offer; of those that are commands then. Whole words only,
/// quoted or not.
[[nodiscard]] std::vector<Suggestion> suggestionsFor(std::string_view line,
                                                     const base::Correction& correction);

}  // namespace es::app
