#include "base/utf8.h"

#include <utf8proc.h>

#include <array>
#include <cassert>

namespace es::base {

char32_t takeCodepoint(std::string_view& rest) {
  assert(!rest.empty());
  utf8proc_int32_t codepoint = 0;
  const utf8proc_ssize_t used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                                 static_cast<utf8proc_ssize_t>(rest.size()), &codepoint);
  rest.remove_prefix(used > 0 ? static_cast<std::size_t>(used) : 1);
  return used > 0 ? static_cast<char32_t>(codepoint) : kReplacement;
}

void appendCodepoint(std::string& text, char32_t codepoint) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codepoint), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(count));
}

std::size_t characterStart(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && isContinuation(text[at])) --at;
  return at;
}

}  // namespace es::base
