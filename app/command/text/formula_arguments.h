#pragma once

#include <string>
#include <vector>

#include "app/command/text/arguments.h"
#include "math/formula/expression.h"

namespace es::app {

/// Formulas and lists of words in a command's line, read and written.

/// `EXPR : WORD ... ; WORD ...`, as dot, logits and pairs take it.
struct FormulaWithWords {
  math::Expression expression;
  std::vector<std::string> words;
  std::vector<std::size_t> groupSizes;  // at least one; they sum to the number of words
};
/// `mayLackWords`: the formula may stand alone, without a colon.
FormulaWithWords parseFormulaWithWords(const Arguments& arguments, bool mayLackWords = false);

/// What a command holds, as its line says it; the lists begin with a blank where they hold something.
std::string formulaText(const math::Expression& expression);
std::string formulasText(const std::vector<math::Expression>& expressions);  // " a ; b"
std::string wordsText(const std::vector<std::string>& words);                // " a b"
std::string metricText(const std::optional<math::Metric>& metric);           // " --metric dot"

}  // namespace es::app
