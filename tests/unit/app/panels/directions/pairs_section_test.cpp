#include "app/panels/directions/pairs_section.h"

#include <cmath>

#include "catch.h"
#include "math/directions/many_directions.h"

using namespace es::app;

TEST_CASE("the band of chance holds 95 of 100 random pairs") {
  for (const es::math::Index dims : {20, 100, 768}) {
    const auto rows = es::math::randomDirections(400, dims, 7, es::base::ignoreProgress());
    const double chance = chanceCosine(dims);
    int within = 0, pairs = 0;
    for (es::math::Index i = 0; i < rows.rows(); ++i) {
      for (es::math::Index j = i + 1; j < rows.rows(); ++j, ++pairs)
        if (std::abs(static_cast<double>(rows.row(i).dot(rows.row(j)))) <= chance) ++within;
    }
    INFO(dims);
    CHECK(within / static_cast<double>(pairs) == Approx(0.95).margin(0.01));
  }
  CHECK(chanceCosine(1) == 1);  // never beyond what a cosine can be
}
