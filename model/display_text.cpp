#include <utf8proc.h>

#include "model/vocabulary.h"

namespace es::model {
namespace {

constexpr utf8proc_int32_t kReplacement = 0xFFFD;

/// What is drawn for a character that must not act: control characters have pictures at U+2400; those beyond
/// ASCII, line separators and the marks that turn the direction of writing have none.
utf8proc_int32_t harmless(utf8proc_int32_t c) {
  constexpr utf8proc_int32_t kPictures = 0x2400;
  constexpr utf8proc_int32_t kDelete = 0x7F;
  if (c < 0x20) return kPictures + c;
  if (c == kDelete) return kPictures + 0x21;
  const bool isControl = c >= 0x80 && c < 0xA0;
  const bool isDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                           c == 0x200F || c == 0x061C;
  const bool isLineEnd = c == 0x2028 || c == 0x2029;
  return isControl || isDirection || isLineEnd ? kReplacement : c;
}

void append(std::string& text, utf8proc_int32_t c) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t count = utf8proc_encode_char(c, bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

}  // namespace

std::string displayText(std::string_view bytes) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
  auto left = static_cast<utf8proc_ssize_t>(bytes.size());
  std::string text;
  text.reserve(bytes.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    utf8proc_ssize_t used = utf8proc_iterate(at, left, &c);
    if (used <= 0) {  // not UTF-8: one mark for each such byte
      c = kReplacement;
      used = 1;
    }
    append(text, harmless(c));
    at += used;
    left -= used;
  }
  return text;
}

}  // namespace es::model
