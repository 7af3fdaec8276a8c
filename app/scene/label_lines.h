#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace es::app {

using LabelWidth = std::function<float(std::string_view)>;  // px

/// A label as it is drawn: in one line where that is no wider than `widePx`, else broken at blanks, before a
/// sign rather than behind it, into two or three lines of about the same width. A line that is wider than
/// `mostPx` even so ends in an ellipsis.
[[nodiscard]] std::vector<std::string> labelLines(const std::string& text, float widePx, float mostPx,
                                                  const LabelWidth& widthOf);

}  // namespace es::app
