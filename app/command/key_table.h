#pragma once

#include <span>
#include <string>
#include <string_view>

namespace es::app {

/// What a key, or the mouse, does in the window. The one table of them: the sheet (`?`), `help keys` and the
/// guide show it, and a test holds the guide to it.
struct KeyLine {
  enum class Where { Anywhere, Picture, Box, Mouse };
  Where where;
  std::string_view keys, what;
};
[[nodiscard]] std::span<const KeyLine> keyTable();
/// "anywhere", "in a text box", "after a click into the picture", "mouse".
[[nodiscard]] std::string_view placeName(KeyLine::Where where);

/// The table as lines for a person, each place under its name.
[[nodiscard]] std::string keysText();

}  // namespace es::app
