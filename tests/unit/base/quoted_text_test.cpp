#include "base/quoted_text.h"

#include <random>
#include <string>

#include "catch.h"

using namespace es::base;

namespace {

/// Reads a quoted text back, escape by escape.
std::string unquoted(const std::string& quoted) {
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size();) {
    const auto escape = escapeAt(quoted, i);
    text += escape ? escape->byte : quoted[i];
    i += escape ? escape->length : 1;
  }
  return text;
}

}  // namespace

TEST_CASE("what is text stays as it is between quotes") {
  CHECK(quotedText("new york\tété \xff") == "\"new york\tété \xff\"");
  CHECK(quotedText("a\"b\\c") == R"("a\"b\\c")");
  CHECK_FALSE(needsEscapes("new york\t\"\\ é"));
}

TEST_CASE("what ends a line or is no text becomes an escape") {
  CHECK(quotedText("a\nb\r\x1b") == R"("a\nb\r\x1B")");
  CHECK(quotedText(std::string(1, '\0')) == R"("\x00")");
  CHECK(quotedText("\x7f\xC2\x85\xE2\x80\xA8\xE2\x80\xA9") == R"("\x7F\xC2\x85\xE2\x80\xA8\xE2\x80\xA9")");
  for (const char* text : {"\n", "a\r", "\v", "\x7f", "\xC2\x85", "\xE2\x80\xA8"}) CHECK(needsEscapes(text));
}

TEST_CASE("an escape is read whole or not at all") {
  CHECK(escapeAt("\\n", 0)->byte == '\n');
  CHECK(escapeAt("\\x4a", 0)->byte == 'J');
  CHECK(escapeAt("\\x4a", 0)->length == 4);
  for (const char* text : {"n", "\\", "\\q", "\\x", "\\x4", "\\x4g", "\\xg4"}) CHECK_FALSE(escapeAt(text, 0));
}

TEST_CASE("any bytes read back from their quoted text") {
  std::mt19937 bits(11);
  for (int round = 0; round < 5000; ++round) {
    std::string text(bits() % 12, ' ');
    for (char& c : text)
      c = bits() % 3 == 0 ? "\"\\xn\n\xE2\x80\xA8"[bits() % 8] : static_cast<char>(bits() % 256);
    const std::string quoted = quotedText(text);
    INFO(quoted);
    REQUIRE(unquoted(quoted) == text);
    REQUIRE(quoted.find('\n') == std::string::npos);
    REQUIRE(quoted.find('\0') == std::string::npos);
  }
}
