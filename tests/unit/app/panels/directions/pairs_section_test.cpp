#include "app/panels/directions/pairs_section.h"

#include <cmath>

#include "app/panels/directions/line_flags.h"
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

TEST_CASE("marks at nearly the same place stand above one another, others at the line") {
  CHECK(stackLevels(std::vector<float>{10, 40, 80}, 12) == std::vector<int>{0, 0, 0});
  CHECK(stackLevels(std::vector<float>{10, 11, 12, 40}, 12) == std::vector<int>{0, 1, 2, 0});
  CHECK(stackLevels(std::vector<float>{10, 18, 25}, 12) == std::vector<int>{0, 1, 0});  // clear of the first
  CHECK(stackLevels({}, 12).empty());
}
