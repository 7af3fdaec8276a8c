#include "base/utf8.h"

#include <string>
#include <vector>

#include "catch.h"

namespace es::base {
namespace {

std::u32string decoded(std::string_view text) {
  std::u32string all;
  while (!text.empty()) all.push_back(takeCodepoint(text));
  return all;
}

// Told apart from the decoder under test: the encoder of the standard's table 3-6.
std::string encoded(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
          byte(0x80 | (c & 0x3F))};
}

}  // namespace

TEST_CASE("every code point but the surrogates survives encoding and decoding") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    const auto back = decoded(encoded(c));
    const bool right = surrogate ? back == std::u32string(3, kReplacement) : back == std::u32string(1, c);
    if (!right) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE(
    "every byte that is no UTF-8 becomes one U+FFFD (the strings of tables 3-8 to 3-11 of the Unicode "
    "Standard)") {
  CHECK(decoded("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
        U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u0041");
  CHECK(decoded("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") ==
        U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u0041");
  CHECK(decoded("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
        U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u0041\uFFFD\uFFFD\u0042");
  CHECK(decoded("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") ==
        U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u0041");
}

TEST_CASE("a text is cut where a character begins") {
  const std::string text = "a\u00E9\u4E2D\U0001F600";  // 1, 2, 3 and 4 bytes
  const std::vector<std::size_t> starts{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
  for (std::size_t at = 0; at < starts.size(); ++at) CHECK(characterStart(text, at) == starts[at]);
  CHECK(characterStart("", 0) == 0);
  CHECK(characterStart("\x80\x80", 1) == 0);
}

}  // namespace es::base
