#pragma once

namespace es::math {

/// A step of 1, 2 or 5 times a power of ten with about `count` (>= 1) ticks from 0 to `largest` (> 0,
/// finite).
double tickStep(double largest, int count);

/// How many decimals a multiple of such a step needs, 0 to 9.
int tickDecimals(double step);

}  // namespace es::math
