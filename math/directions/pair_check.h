#pragma once

#include <vector>

#include "math/types.h"

namespace es::math {

/// Whether differences of pairs point along a direction.
struct PairCheck {
  struct Item {
    double length = 0;  // of the difference
    double dot = 0;     // with the direction
    double cosine = 0;  // to the direction; 0 where either is all zero
  };
  std::vector<Item> items;
  double consistency =
      0;  // mean cosine between the differences of different pairs; 1 where there is one pair
};

/// differences: (pairs, d), direction: (d); at least one pair. Summed in double.
PairCheck checkPairs(const ConstRows& differences, const ConstVector& direction);

}  // namespace es::math
