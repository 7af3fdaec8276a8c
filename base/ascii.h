#pragma once

#include <string>
#include <string_view>

namespace es::base {

/// A-Z in lower case, every other byte as it is: for names and formats, which depend on no language.
constexpr char lowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lowerAscii(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lowerAscii(c);
  return lowered;
}

}  // namespace es::base
