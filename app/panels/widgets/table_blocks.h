#pragma once

#include <cstddef>

namespace es::app {

/// Into how many blocks beside one another a table of so many rows is cut, each at least `leastPx` wide: as
/// many as fit, but never more than leave three rows in each; at least one.
[[nodiscard]] std::size_t tableBlocks(float roomPx, float leastPx, std::size_t rows);

}  // namespace es::app
