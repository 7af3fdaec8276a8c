#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/types.h"

namespace es::app {

/// A word that is drawn close to another one, and how near the two are in the space itself.
struct Lookalike {
  std::string word;
  double cosine = 0;
  math::Index dims = 0;  // of the space
};

/// The word under the pointer, for the details below the answers and the tooltip.
struct HoveredWord {
  math::Index row = 0;
  std::string word;
  double length = 0, shownShare = 0;
  std::optional<double> score;  // against the current query, in the metric in force
  std::optional<Lookalike> lookalike;
};

/// A topic whose name the pointer is on.
struct HoveredTopic {
  std::string name;
  std::vector<std::string> words;  // the clearest first
  math::Index rows = 0;            // how many words belong to it
  bool operator==(const HoveredTopic&) const = default;
};

}  // namespace es::app
