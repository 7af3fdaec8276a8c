#include "app/look/axis_ticks.h"

#include <cmath>

#include "catch.h"

using es::math::tickDecimals;
using es::math::tickStep;

TEST_CASE("ticks have round steps") {
  CHECK(tickStep(6.6, 3) == Approx(5));
  CHECK(tickStep(1, 3) == Approx(0.5));
  CHECK(tickStep(0.03, 3) == Approx(0.01));
  CHECK(tickStep(45, 3) == Approx(20));
  for (double largest = 1e-6; largest < 1e7; largest *= 1.37) {
    const double step = tickStep(largest, 3);
    CHECK(step >= largest / 3 * (1 - 1e-12));
    CHECK(step < largest / 3 * 2.5 * (1 + 1e-12));
    const double mantissa = step / std::pow(10.0, std::floor(std::log10(step) + 1e-9));
    CHECK((std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 5) < 1e-6));
  }
}

TEST_CASE("a step's multiples are written with as many decimals as they need") {
  CHECK(tickDecimals(20) == 0);
  CHECK(tickDecimals(1) == 0);
  CHECK(tickDecimals(0.5) == 1);
  CHECK(tickDecimals(0.02) == 2);
  CHECK(tickDecimals(1e-12) == 9);
}
