#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace es::math {

/// The places of the `count` largest values (no NaN), the largest first, of equal ones the lower place first;
/// of all where there are fewer.
[[nodiscard]] std::vector<int> largest(std::span<const float> values, std::size_t count);
[[nodiscard]] std::vector<int> largest(std::span<const double> values, std::size_t count);

}  // namespace es::math
