#pragma once

#include <optional>

#include "app/command/layer_commands.h"

namespace es::app {

/// The half-step (index into `steps`, 0 = embedding) after which two paths of one token first lie further
/// apart than a quarter of the length of a's start, in the dimensions that are drawn. Nothing where they
/// never do, for different tokens, and where there is nothing to draw. The picture and the panels share this
/// rule.
std::optional<int> partingStep(const TokenTrace& a, const TokenTrace& b);

}  // namespace es::app
