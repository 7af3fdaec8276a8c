#pragma once

#include <cstddef>

#include "app/panels/model/next_word.h"

namespace es::app {

/// What it comes to: so many tokens drawn by lot from this distribution, each alone, as chips in at most
/// `heightPx`. The same tokens every time: the draws' numbers are those of a fixed seed.
void drawDrawnWords(PanelContext& context, const NextWord& next, float heightPx);

/// So many of them, by id.
[[nodiscard]] std::vector<int> drawnTokens(const math::SamplingDistribution& sampled, std::size_t count);

}  // namespace es::app
