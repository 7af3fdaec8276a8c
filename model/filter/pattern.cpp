#include "model/filter/pattern.h"

#include <fmt/format.h>
#include <unicode/uregex.h>
#include <unicode/utext.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/file_error.h"

namespace es::model {
namespace {

constexpr std::int32_t kMostSteps = 100;  // ICU counts them in about milliseconds

struct RegexCloser {
  void operator()(URegularExpression* one) const { uregex_close(one); }
};
using Regex = std::unique_ptr<URegularExpression, RegexCloser>;

struct TextCloser {
  void operator()(UText* one) const { utext_close(one); }
};
using Text = std::unique_ptr<UText, TextCloser>;

[[noreturn]] void failPattern(const std::string& pattern, UErrorCode status, const UParseError& place) {
  const auto reason = [status] {
    switch (status) {
      case U_REGEX_MISMATCHED_PAREN:
        return "a bracket is not closed, or not opened";
      case U_REGEX_BAD_ESCAPE_SEQUENCE:
        return "a backslash stands before what it does nothing to";
      case U_REGEX_MISSING_CLOSE_BRACKET:
        return "a [ is not closed";
      case U_REGEX_RULE_SYNTAX:
        return "a * + ? or { repeats nothing";
      case U_REGEX_BAD_INTERVAL:
        return "what stands in { } is no number of times";
      default:
        return "it cannot be read";
    }
  }();
  throw Error(
      fmt::format("the pattern {} is no regular expression: {} (at its character {}); such as \"^new.*s$\"",
                  base::inQuotes(pattern), reason, std::max(1, place.offset)));
}

}  // namespace

struct Pattern::Parts {
  Regex regex;
  Text text;
  std::string pattern;
};

Pattern::Pattern(const std::string& pattern) : m_parts(std::make_unique<Parts>()) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  const Text source(
      utext_openUTF8(nullptr, pattern.data(), static_cast<std::int64_t>(pattern.size()), &status));
  if (pattern.empty()) throw Error("the pattern is empty; such as \"^new.*s$\"");
  m_parts->regex.reset(uregex_openUText(source.get(), 0, &place, &status));
  if (U_FAILURE(status)) failPattern(pattern, status, place);
  uregex_setTimeLimit(m_parts->regex.get(), kMostSteps, &status);
  m_parts->pattern = pattern;
}

Pattern::Pattern(const Pattern& other) : m_parts(std::make_unique<Parts>()) {
  UErrorCode status = U_ZERO_ERROR;
  m_parts->regex.reset(uregex_clone(other.m_parts->regex.get(), &status));
  if (U_FAILURE(status)) throw Error("there is no memory for a pattern");
  uregex_setTimeLimit(m_parts->regex.get(), kMostSteps, &status);
  m_parts->pattern = other.m_parts->pattern;
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::foundIn(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  Parts& parts = *m_parts;
  UText* const opened =
      utext_openUTF8(parts.text.get(), text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (!parts.text) parts.text.reset(opened);
  uregex_setUText(parts.regex.get(), parts.text.get(), &status);
  const bool found = uregex_find(parts.regex.get(), -1, &status) != 0;
  if (U_SUCCESS(status)) return found;
  throw Error(
      fmt::format("the pattern {} takes too long on {}; one without repeats inside of repeats is faster",
                  base::inQuotes(parts.pattern), base::inQuotes(text)));
}

}  // namespace es::model
