#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "math/types.h"

namespace es::math {

/// One word of a formula with the number it is multiplied by (sign included, parentheses multiplied out).
struct Term {
  double factor = 1;
  std::string word;
  std::shared_ptr<const Vector> state{};  // where a state lies (`@king-1`), once it is known; null: a word
};
bool operator==(const Term& a, const Term& b);  // states by their numbers

/// A linear formula over words, its terms in the order they were written: `king - man + woman`.
struct Expression {
  std::vector<Term> terms;
  bool operator==(const Expression&) const = default;
};

/// Grammar (white space separates):
///   expression = ["+"|"-"] product { ("+"|"-") product }
///   product    = factor { "*" factor }        at most one factor of a product holds words
///   factor     = NUMBER | WORD | QUOTED | "(" expression ")"
///
/// - A NUMBER (`2`, `.5`, `1e-3`) counts as a number only beside `*`; elsewhere it is a word (`1990`).
/// - Factors and their products are 0 or have a size of 1e-30 to 1e30.
/// - QUOTED is "..." with the escapes of base/quoted_text.h.
/// - A bare WORD is any run of bytes without white space and without + - * ( ) " ; :
///   so `sister-in-law` must be quoted. One that begins with @ is the name of a state, and a whole number
///   joined to it by - belongs to the name: `@king-2 - king`. `mean(where)` is one name as well.
///
/// Throws es::Error that says in people's words what is wrong. Parentheses nest at most
/// 64 deep.
Expression parseExpression(std::string_view text);

/// Several expressions one after the other: an operand that follows an operand, or a `;`, starts a new one.
/// `king "new york" king - man + woman` gives three.
std::vector<Expression> parseExpressions(std::string_view text);

/// One line that parses back to the same terms, whatever bytes the words hold. Words are quoted only where
/// they need it.
std::string formatExpression(const Expression& expression);

/// `word` as it must stand in a formula or a command: quoted where the grammar needs it.
std::string quoteWord(std::string_view word);

/// Sum of factor_i * vectors.row(i), summed in double, returned as float. `vectors`: (terms, dims). Throws
/// es::Error where the sum leaves float's range.
Vector evaluate(const Expression& expression, const ConstRows& vectors);

}  // namespace es::math
