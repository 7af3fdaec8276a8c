#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace es::base {

/// Any bytes within "..." on one line, as commands and formulas have them. Escapes: \" \\ \n \r, and \xHH for
/// the byte of two hexadecimal digits.

/// `text` between quotes. What would end the line or the quotes, or is no text (control characters but the
/// tab, the line ends of Unicode), is written as escapes; all else stays as it is.
[[nodiscard]] std::string quotedText(std::string_view text);

/// Whether `text` holds something that can stand in a line only within quotes, as an escape. Quotes and
/// backslashes do not count.
[[nodiscard]] bool needsEscapes(std::string_view text);

struct EscapedByte {
  char byte = 0;
  std::size_t length = 0;  // of the escape, in bytes
};
/// The escape that begins at `at`; nothing where none does.
[[nodiscard]] std::optional<EscapedByte> escapeAt(std::string_view text, std::size_t at);

}  // namespace es::base
