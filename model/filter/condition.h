#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace es::model {

/// How a test compares a row's value with its own.
enum class Comparison : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  AtMost,
  Greater,
  AtLeast,
  Contains,
  Matches,
  Missing
};
[[nodiscard]] std::string_view comparisonName(Comparison comparison);  // "=", ..., "is missing"

/// Which rows of a table are meant: one test of a column, or conditions joined. A value that is missing meets
/// no test but Missing.
struct Condition {
  enum class Kind : std::uint8_t { Test, And, Or, Not };

  Kind kind = Kind::Test;
  std::vector<Condition> parts{};  // And, Or: two or more; Not: one
  std::string column{};            // of a test; kWordColumn: the row's word
  Comparison comparison = Comparison::Equal;
  std::string value{};  // as it was written; of Missing: none
  bool operator==(const Condition&) const = default;
};

/// What a condition calls the word of a row.
inline constexpr std::string_view kWordColumn = "word";

/// Grammar (white space separates, names of operators in small or large letters):
///   condition = all { "or" all }
///   all       = one { "and" one }
///   one       = "not" one | "(" condition ")" | test
///   test      = NAME ("=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "matches") VALUE
///             | NAME "is" ["not"] "missing"
///
/// - NAME and VALUE are "..." with the escapes of base/quoted_text.h, in which any other backslash stands for
///   itself, or bare: bytes without white space and without ( ) " = < > !.
/// - "==" is "=", "<>" is "!=". Brackets nest at most 64 deep.
///
/// Throws es::Error with one line: what is wrong, and what was expected.
[[nodiscard]] Condition parseCondition(std::string_view text);

/// One line that parses back to the same condition.
[[nodiscard]] std::string formatCondition(const Condition& condition);

/// A test by itself.
[[nodiscard]] Condition testOf(std::string column, Comparison comparison, std::string value = {});

/// Calls visit with every test, in the order of writing.
template <class Visit>
void forEachTest(const Condition& condition, const Visit& visit) {
  if (condition.kind == Condition::Kind::Test) visit(condition);
  for (const Condition& part : condition.parts) forEachTest(part, visit);
}

}  // namespace es::model
