#include "app/panels/widgets/table_blocks.h"

#include <algorithm>

namespace es::app {

std::size_t tableBlocks(float roomPx, float leastPx, std::size_t rows) {
  constexpr std::size_t kLeastRows = 3;
  const auto fit = static_cast<std::size_t>(std::max(1.0F, roomPx / leastPx));
  return std::clamp<std::size_t>(rows / kLeastRows, 1, fit);
}

}  // namespace es::app
