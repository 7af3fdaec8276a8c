#pragma once

#include <optional>

#include "app/command/layer_commands.h"

namespace es::app {

/// What a head may look at whatever the text: the token before, the token itself, the first token.
enum class HeadHabit { Before, Itself, First };

/// How much of their weight the tokens give to that, on average over all but the first (which has no choice),
/// 0 to 1. At least two tokens.
[[nodiscard]] double habitShare(const math::RowMatrix& weights, HeadHabit habit);

/// The head that has this habit most, if its tokens give at least half of their weight to it.
[[nodiscard]] std::optional<std::size_t> headOfHabit(const AttentionAnswer& answer, HeadHabit habit);

}  // namespace es::app
