#pragma once

#include "math/types.h"

namespace es::app {

/// A small picture of an attention pattern: at most `cells` x `cells`, each the largest weight of the block
/// of tokens that it stands for. `weights`: (tokens, tokens).
[[nodiscard]] math::RowMatrix headThumbnail(const math::RowMatrix& weights, math::Index cells);

}  // namespace es::app
