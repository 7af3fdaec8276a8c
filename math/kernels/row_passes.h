#pragma once

#include <algorithm>

#include "base/parallel.h"
#include "math/types.h"

namespace es::math {

/// How a pass over rows is cut: into rounds, after each of which progress is reported by the caller's thread,
/// and every round into stripes that threads take. Sums are kept for each stripe and added in their order, so
/// that they depend on the cut alone: never make it depend on the machine.
struct RowCut {
  Index rows = 0;
  Index stripeRows = 1;  // of one round
  Index stripes = 1;

  /// Rounds of so many operations (a few milliseconds' worth, so that work is soon cancelled), stripes of
  /// whole panels of rows.
  static RowCut of(Index rows, Index panelRows, Index mostStripes, double operationsPerRow) {
    constexpr double kRoundOperations = 1e9;
    const auto roundRows = static_cast<double>(rows) < kRoundOperations / operationsPerRow
                               ? rows
                               : std::max<Index>(1, static_cast<Index>(kRoundOperations / operationsPerRow));
    const Index panels = std::max<Index>(1, (roundRows + panelRows - 1) / panelRows);
    const Index panelsPerStripe = (panels + mostStripes - 1) / mostStripes;
    return {rows, panelsPerStripe * panelRows, (panels + panelsPerStripe - 1) / panelsPerStripe};
  }
};

/// Calls visit(stripe, first, count) so that each stripe meets its rows in order; report(share done) after
/// every round.
template <typename Visit, typename Report>
void forEachStripe(const RowCut& cut, const Visit& visit, const Report& report) {
  for (Index begin = 0; begin < cut.rows; begin += cut.stripes * cut.stripeRows) {
    base::inParallel(cut.stripes, [&](Index stripe) {
      const Index first = begin + stripe * cut.stripeRows;
      if (first < cut.rows) visit(stripe, first, std::min(cut.stripeRows, cut.rows - first));
    });
    const Index done = std::min(cut.rows, begin + cut.stripes * cut.stripeRows);
    report(static_cast<double>(done) / static_cast<double>(cut.rows));
  }
}

/// Calls visit(first, count) for blocks of rows, on all threads; which block comes when is open.
template <typename Visit>
void forEachBlock(Index rows, Index blockRows, const Visit& visit) {
  base::inParallel((rows + blockRows - 1) / blockRows, [&](Index block) {
    const Index first = block * blockRows;
    visit(first, std::min(blockRows, rows - first));
  });
}

}  // namespace es::math
