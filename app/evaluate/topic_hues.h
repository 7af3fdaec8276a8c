#pragma once

#include <cstdint>
#include <vector>

#include "math/types.h"

namespace es::app {

/// A hue for every topic, a step of 0..hues-1 around the circle, so that topics that are near each other in
/// the space have hues far apart: a small graph colouring, in which two topics repel each other by their
/// cosine. No hue has more topics than needed. centres: (k, d) unit rows. Deterministic.
[[nodiscard]] std::vector<std::uint8_t> topicHues(const math::RowMatrix& centres, int hues);

}  // namespace es::app
