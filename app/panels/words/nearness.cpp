#include "app/panels/words/nearness.h"

#include <algorithm>

namespace es::app {

double nearnessShare(math::Metric metric, double score, double best) {
  const auto within = [](double share) { return std::clamp(share, 0.0, 1.0); };
  switch (metric) {
    case math::Metric::Euclidean:
      if (!(score > 0)) return 1;  // the same place
      return within(best / score);
    case math::Metric::Dot:
      return best > 0 ? within(score / best) : 0;
    default:
      return within(score);
  }
}

}  // namespace es::app
