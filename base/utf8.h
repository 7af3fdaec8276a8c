#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace es::base {

/// What stands for bytes that are no UTF-8: one of these for each such byte.
inline constexpr char32_t kReplacement = 0xFFFD;
/// What some programs write before a text in UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Takes the first character off `rest`, which must not be empty. Overlong forms, surrogates and numbers
/// beyond U+10FFFF are no UTF-8 (utf8proc decides).
char32_t takeCodepoint(std::string_view& rest);

void appendCodepoint(std::string& text, char32_t codepoint);

/// Whether a byte goes on with a character that an earlier byte began.
constexpr bool isContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The last place at or before `at` (at most text.size()) where a character begins: where a text may be cut.
std::size_t characterStart(std::string_view text, std::size_t at);

}  // namespace es::base
