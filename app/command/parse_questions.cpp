#include <algorithm>

#include "app/command/command_table.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t largestCount = 1'000'000;

bool isDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<math::Expression> completeFormula(const std::string& text) {
  try {
    return math::parseExpression(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

int readCount(const Arguments& arguments, std::string_view text) {
  const auto count = base::countFromText(text);
  if (!count || *count < 1 || *count > largestCount) {
    arguments.fail("K must be from 1 to " + base::groupedText(largestCount) + ", found " + shown(text));
  }
  return static_cast<int>(*count);
}

}  // namespace

Command parseNeighbors(const Arguments& arguments) {
  NeighborsCommand command;
  command.metric = arguments.metricOption();
  command.keepInputs = arguments.flag("--keep-inputs");
  arguments.expectCount(1, std::string_view::npos);
  const std::size_t last = arguments.count() - 1;
  if (last > 0 && isDigits(arguments.raw(last))) {
    if (auto formula = completeFormula(arguments.formulaText(0, arguments.pieces()[last].begin))) {
      command.expression = std::move(*formula);
      command.count = readCount(arguments, arguments.raw(last));
      return command;
    }
  }
  command.expression = math::parseExpression(arguments.formulaText());
  return command;
}

Command parseRank(const Arguments& arguments) {
  arguments.expectCount(2, std::string_view::npos);
  const std::size_t last = arguments.count() - 1;
  RankCommand command;
  command.metric = arguments.metricOption();
  command.word = arguments.word(last);
  command.expression = math::parseExpression(arguments.formulaText(0, arguments.pieces()[last].begin));
  return command;
}

FormulaWithWords parseFormulaWithWords(const Arguments& arguments) {
  const std::size_t colon = findUnquoted(arguments.text(), ':');
  if (colon == std::string_view::npos) arguments.fail("a : must part the formula from the words");
  FormulaWithWords result;
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

Command parseDot(const Arguments& arguments) {
  FormulaWithWords parts = parseFormulaWithWords(arguments);
  if (parts.groupSizes.size() == 1) parts.groupSizes.clear();
  return DotCommand{std::move(parts.expression), std::move(parts.words), std::move(parts.groupSizes)};
}

Command parseProject(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  return ProjectCommand{arguments.words(0)};
}

Command parseMetric(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return MetricCommand{readMetric(arguments, arguments.value(0))};
}

}  // namespace es::app
