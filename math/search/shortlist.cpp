#include "math/search/shortlist.h"

#include <algorithm>
#include <cstddef>

namespace es::math {

double keepPossible(std::vector<Candidate>& candidates, Index k) {
  if (static_cast<Index>(candidates.size()) < k) return -std::numeric_limits<double>::infinity();
  const auto kth = candidates.begin() + static_cast<std::ptrdiff_t>(k) - 1;
  std::ranges::nth_element(candidates, kth, std::ranges::greater{},
                           [](const Candidate& c) { return c.bounds.lower; });
  const double threshold = kth->bounds.lower;
  std::erase_if(candidates, [&](const Candidate& c) { return c.bounds.upper < threshold; });
  return threshold;
}

void Shortlist::prune() {
  raise(keepPossible(m_candidates, m_k));
  std::erase_if(m_candidates, [&](const Candidate& c) { return c.bounds.upper < m_threshold; });
  const auto size = static_cast<Index>(m_candidates.size());
  m_pruneAt = size + size / 2 + kRoom;
}

}  // namespace es::math
