#include "base/edit_distance.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace es::base {
namespace {

/// The last three rows of the distance matrix, each cell capped at `far`.
struct Rows {
  std::vector<std::size_t> beforeLast, last, current;

  void shift() {
    std::swap(beforeLast, last);
    std::swap(last, current);
  }
};

}  // namespace

std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() < b.size()) std::swap(a, b);
  limit = std::min(limit, a.size());
  const std::size_t far = limit + 1;
  if (a.size() - b.size() > limit) return far;
  Rows rows{std::vector(b.size() + 1, far), std::vector(b.size() + 1, far), std::vector(b.size() + 1, far)};
  for (std::size_t j = 0; j <= b.size(); ++j) rows.last[j] = std::min(j, far);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    rows.current[0] = std::min(i, far);
    std::size_t least = rows.current[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t cost = std::min({rows.last[j] + 1, rows.current[j - 1] + 1,
                                   rows.last[j - 1] + static_cast<std::size_t>(a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = std::min(cost, rows.beforeLast[j - 2] + 1);
      rows.current[j] = std::min(cost, far);
      least = std::min(least, rows.current[j]);
    }
    // A row's least is at most one more than that of the row before, so not even a swap leads past this row.
    if (least > limit) return far;
    rows.shift();
  }
  return rows.last[b.size()];
}

}  // namespace es::base
