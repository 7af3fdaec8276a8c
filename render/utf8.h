#pragma once

#include <string_view>

namespace es::render {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Takes the next code point off the front of `rest`, which must not be empty. Each maximal ill-formed part
/// (overlong, surrogate, cut short, beyond U+10FFFF) gives one U+FFFD, as the Unicode Standard 3.9
/// recommends.
char32_t takeCodepoint(std::string_view& rest);

}  // namespace es::render
