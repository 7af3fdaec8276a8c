#include "base/smoothstep.h"

#include "catch.h"

using es::base::smoothstep;

TEST_CASE("a smooth step starts and ends at rest, is even about its middle, and never goes back") {
  CHECK(smoothstep(0) == 0);
  CHECK(smoothstep(1) == 1);
  CHECK(smoothstep(0.5) == 0.5);
  constexpr double kNear = 1e-4;
  CHECK(smoothstep(kNear) < 4 * kNear * kNear);
  CHECK(1 - smoothstep(1 - kNear) < 4 * kNear * kNear);
  for (double share = 0.01; share < 1; share += 0.01) {
    CHECK(smoothstep(share) > smoothstep(share - 0.01));
    CHECK(smoothstep(share) + smoothstep(1 - share) == Approx(1));
  }
}
