#pragma once

#include <cstddef>
#include <string_view>

namespace es::base {

/// Optimal string alignment distance over bytes (insert, delete, replace, swap of neighbours each cost 1),
/// given up as `limit + 1` as soon as it must exceed `limit`.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace es::base
