#include "app/panels/widgets/whole_items.h"

namespace es::app {

std::string wholeItems(std::span<const std::string> items, float roomPx,
                       const std::function<float(std::string_view)>& widthPxOf) {
  std::string line;
  for (const std::string& item : items) {
    std::string longer = line.empty() ? item : line + ", " + item;
    if (!line.empty() && widthPxOf(longer) > roomPx) break;
    line = std::move(longer);
  }
  return line;
}

}  // namespace es::app
