#include "math/sampling/largest.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "catch.h"

using es::math::largest;

TEST_CASE("the largest values are those of a stable sort, also among ties and infinities") {
  std::mt19937 random(3);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<float> values(random() % 60);
    for (float& value : values) value = static_cast<float>(random() % 9) - 4;
    if (!values.empty() && trial % 3 == 0)
      values[random() % values.size()] = -std::numeric_limits<float>::infinity();
    std::vector<int> sorted(values.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             [&](int place) { return values[static_cast<std::size_t>(place)]; });
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{100}}) {
      const auto shown = static_cast<std::ptrdiff_t>(std::min(count, sorted.size()));
      const std::vector<int> expected(sorted.begin(), sorted.begin() + shown);
      CHECK(largest(values, count) == expected);
      CHECK(largest(std::vector<double>(values.begin(), values.end()), count) == expected);
    }
  }
}
