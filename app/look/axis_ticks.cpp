#include "app/look/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace es::math {

double tickStep(double largest, int count) {
  const double rough = largest / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= rough) return factor * power;
  return 10 * power;
}

int tickDecimals(double step) {
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
}

}  // namespace es::math
