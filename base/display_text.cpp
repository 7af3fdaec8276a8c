#include "base/display_text.h"

#include "base/utf8.h"

namespace es::base {
namespace {

/// What is drawn for a character that must not act: control characters have pictures at U+2400; those beyond
/// ASCII, line separators and the marks that turn the direction of writing have none.
char32_t harmless(char32_t c) {
  constexpr char32_t kPictures = 0x2400;
  constexpr char32_t kDelete = 0x7F;
  if (c < 0x20) return kPictures + c;
  if (c == kDelete) return kPictures + 0x21;
  const bool isControl = c >= 0x80 && c < 0xA0;
  const bool isDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                           c == 0x200F || c == 0x061C;
  const bool isLineEnd = c == 0x2028 || c == 0x2029;
  return isControl || isDirection || isLineEnd ? kReplacement : c;
}

}  // namespace

std::string displayText(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) appendCodepoint(text, harmless(takeCodepoint(bytes)));
  return text;
}

}  // namespace es::base
