#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command/layer_commands.h"

namespace es::app {

/// The half-step (index into `steps`, 0 = embedding) after which two paths of one token first lie further
/// apart than a quarter of the length of a's start, in the dimensions that are drawn. Nothing where they
/// never do, for different tokens, and where there is nothing to draw. The picture and the panels share this
/// rule.
std::optional<int> partingStep(const TokenTrace& a, const TokenTrace& b);

/// A word of a text: its bytes, and whether the other text lacks it there.
struct ComparedWord {
  std::size_t begin = 0, end = 0;
  bool differs = false;
};
/// The words of `text` beside those of `other`, parted at blanks: all but those that both have in the same
/// order (a longest common subsequence, capitals apart).
std::vector<ComparedWord> comparedWords(const std::string& text, const std::string& other);

}  // namespace es::app
