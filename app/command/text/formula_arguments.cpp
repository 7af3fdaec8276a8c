#include "app/command/text/formula_arguments.h"

#include "base/error.h"

namespace es::app {

FormulaWithWords parseFormulaWithWords(const Arguments& arguments, bool mayLackWords) {
  const std::size_t colon = findUnquoted(arguments.text(), ':');
  FormulaWithWords result;
  if (colon == std::string_view::npos) {
    try {
      if (mayLackWords) return {math::parseExpression(arguments.formulaText(0)), {}, {}};
    } catch (const Error&) {
      // words without a colon, most likely
    }
    arguments.fail("a : must part the formula from the words");
  }
  result.expression = math::parseExpression(arguments.formulaText(0, colon));
  for (std::size_t begin = colon + 1; begin != std::string_view::npos;) {
    const std::string rest = arguments.formulaText(begin);
    const std::size_t end = findUnquoted(rest, ';');
    const std::string words = arguments.formulaText(begin, end);
    const std::size_t before = result.words.size();
    for (const Token& piece : tokenize(words)) result.words.push_back(arguments.word(piece, words));
    if (result.words.empty()) arguments.fail("there are no words after the :");
    if (result.words.size() == before) arguments.fail("there are no words after a ;");
    result.groupSizes.push_back(result.words.size() - before);
    begin = end == std::string_view::npos ? end : end + 1;
  }
  return result;
}

/// A bare "#" between blanks would begin a comment in a script.
std::string formulaText(const math::Expression& expression) {
  std::string text = math::formatExpression(expression);
  const std::vector<Token> tokens = tokenize(text);
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token)
    if (token->raw(text) == "#") text.replace(token->begin, 1, "\"#\"");
  return text;
}

std::string formulasText(const std::vector<math::Expression>& expressions) {
  std::string text;
  for (const math::Expression& expression : expressions)
    text += (text.empty() ? " " : " ; ") + formulaText(expression);
  return text;
}

std::string wordsText(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + wordText(word);
  return text;
}

std::string metricText(const std::optional<math::Metric>& metric) {
  return metric ? " --metric " + std::string(math::metricName(*metric)) : "";
}

}  // namespace es::app
