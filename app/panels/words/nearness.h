#pragma once

#include "math/linear/similarity.h"

namespace es::app {

/// How much of its bar an answer fills: longer is nearer in every metric. `score` is the answer's own, `best`
/// the nearest one's. Cosine: the cosine itself. Dot product: measured by the best. Euclidean distance: the
/// nearest distance over this one, so that twice as far is half as long.
[[nodiscard]] double nearnessShare(math::Metric metric, double score, double best);

}  // namespace es::app
