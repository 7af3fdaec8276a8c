#include "base/quoted_text.h"

#include <fmt/format.h>

namespace es::base {

namespace {

/// How many bytes at `at` need escapes: a control character, or one of the line ends that only Unicode has.
std::size_t escapedBytes(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return 1;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\xC2\x85")) return 2;                                          // next line
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return 3;  // line, paragraph
  return 0;
}

std::optional<int> hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string escapeOf(char c) {
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  return fmt::format("\\x{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
}

}  // namespace

std::string quotedText(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t escaped = escapedBytes(text, i);
    for (std::size_t end = i + escaped; i < end; ++i) result += escapeOf(text[i]);
    if (escaped > 0) continue;
    if (text[i] == '"' || text[i] == '\\') result += '\\';
    result += text[i++];
  }
  return result + '"';
}

bool needsEscapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (escapedBytes(text, i) > 0) return true;
  return false;
}

std::optional<EscapedByte> escapeAt(std::string_view text, std::size_t at) {
  if (text[at] != '\\' || at + 1 == text.size()) return std::nullopt;
  switch (text[at + 1]) {
    case '"':
    case '\\':
      return EscapedByte{text[at + 1], 2};
    case 'n':
      return EscapedByte{'\n', 2};
    case 'r':
      return EscapedByte{'\r', 2};
    case 'x':
      break;
    default:
      return std::nullopt;
  }
  if (at + 3 >= text.size()) return std::nullopt;
  const auto high = hexDigit(text[at + 2]), low = hexDigit(text[at + 3]);
  if (!high || !low) return std::nullopt;
  return EscapedByte{static_cast<char>(*high * 16 + *low), 4};
}

}  // namespace es::base
