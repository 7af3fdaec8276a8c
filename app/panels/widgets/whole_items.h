#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace es::app {

/// As many of the items, whole and with ", " between them, as are no wider together than `roomPx`; at least
/// the first. `widthPxOf` measures a line.
[[nodiscard]] std::string wholeItems(std::span<const std::string> items, float roomPx,
                                     const std::function<float(std::string_view)>& widthPxOf);

}  // namespace es::app
