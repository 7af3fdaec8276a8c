#include "app/command/question_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/formula_arguments.h"
#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

constexpr std::uint64_t kLargestCount = 1'000'000;

bool isDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
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
  if (!count || *count < 1 || *count > kLargestCount) {
    arguments.fail(
        fmt::format("K must be from 1 to {}, found {}", base::groupedText(kLargestCount), shown(text)));
  }
  return static_cast<int>(*count);
}

/// " a b ; c d": words in groups of these sizes.
std::string groupsText(const std::vector<std::string>& words, const std::vector<std::size_t>& groupSizes) {
  if (groupSizes.empty()) return wordsText(words);
  std::string text;
  std::size_t at = 0;
  for (const std::size_t size : groupSizes) {
    if (!text.empty()) text += " ;";
    for (std::size_t i = 0; i < size && at < words.size(); ++i) text += " " + wordText(words[at++]);
  }
  return text;
}

}  // namespace

NeighborsCommand CommandTraits<NeighborsCommand>::parse(const Arguments& arguments) {
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

std::string CommandTraits<NeighborsCommand>::format(const NeighborsCommand& command) {
  std::string text = " " + formulaText(command.expression);
  if (command.count) text += fmt::format(" {}", *command.count);
  return text + metricText(command.metric) + (command.keepInputs ? " --keep-inputs" : "");
}

RankCommand CommandTraits<RankCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(2, std::string_view::npos);
  const std::size_t last = arguments.count() - 1;
  RankCommand command;
  command.metric = arguments.metricOption();
  command.word = arguments.word(last);
  command.expression = math::parseExpression(arguments.formulaText(0, arguments.pieces()[last].begin));
  return command;
}

std::string CommandTraits<RankCommand>::format(const RankCommand& command) {
  return " " + formulaText(command.expression) + " " + wordText(command.word) + metricText(command.metric);
}

DotCommand CommandTraits<DotCommand>::parse(const Arguments& arguments) {
  FormulaWithWords parts = parseFormulaWithWords(arguments, true);
  if (parts.groupSizes.size() == 1) parts.groupSizes.clear();
  return {std::move(parts.expression), std::move(parts.words), std::move(parts.groupSizes)};
}

std::string CommandTraits<DotCommand>::format(const DotCommand& command) {
  const std::string formula = " " + formulaText(command.expression);
  return command.words.empty() ? formula : formula + " :" + groupsText(command.words, command.groupSizes);
}

MetricCommand CommandTraits<MetricCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return {readMetric(arguments, arguments.value(0))};
}

std::string CommandTraits<MetricCommand>::format(const MetricCommand& command) {
  return " " + std::string(math::metricName(command.metric));
}

std::string textOf(const NeighborsAnswer& answer) {
  TextTable table({Align::Right, Align::Left, Align::Right, Align::Left});
  int place = 0;
  for (const Neighbor& neighbor : answer.ranked) {
    const char* const remark = neighbor.isInput ? "(input)" : neighbor.isOutside ? "(hidden)" : "";
    table.add({neighbor.isInput ? "" : fmt::to_string(++place), cellText(neighbor.word),
               base::fixedText(neighbor.score, 3), remark});
  }
  const std::string all = answer.where.empty() ? ""
                                               : fmt::format("; of all words, not only where {}",
                                                             base::displayText(answer.where));
  return fmt::format("nearest to {} ({}{})\n{}", formulaCell(answer.expression), metricTitle(answer.metric),
                     all, place == 0 ? "no other words" : table.text());
}

std::string textOf(const RankAnswer& answer) {
  return fmt::format("{} is number {} of {} for {} ({} {})", cellText(answer.word),
                     base::groupedText(answer.rank), base::groupedText(answer.rows),
                     formulaCell(answer.expression), metricTitle(answer.metric),
                     base::fixedText(answer.score, 3));
}

std::string textOf(const DotAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Right});
  table.add({"", "dot", "cosine", "angle"});
  for (const DotItem& item : answer.items) {
    table.add({cellText(item.word), base::signedText(item.dot, 3), base::signedText(item.cosine, 3),
               degreesText(item.angleDegrees)});
  }
  return fmt::format("dot products with {} (length {})\n{}", formulaCell(answer.expression),
                     base::fixedText(answer.length, 3), table.text());
}

void writeJson(Json& json, const NeighborsAnswer& answer) {
  json["expression"] = formulaJson(answer.expression);
  json["metric"] = math::metricName(answer.metric);
  json["answers"] = Json::array();
  json["inputs"] = Json::array();
  for (const Neighbor& neighbor : answer.ranked) {
    Json one{{"word", jsonText(neighbor.word)},
             {"score", base::shortestDouble(neighbor.score)},
             {"row", neighbor.row}};
    if (!answer.where.empty()) one["hidden"] = neighbor.isOutside;
    json[neighbor.isInput ? "inputs" : "answers"].push_back(std::move(one));
  }
  if (!answer.where.empty()) json["where"] = jsonText(answer.where);
}

void writeJson(Json& json, const RankAnswer& answer) {
  json["expression"] = formulaJson(answer.expression);
  json["word"] = jsonText(answer.word);
  json["metric"] = math::metricName(answer.metric);
  json["rank"] = answer.rank;
  json["rows"] = answer.rows;
  json["score"] = base::shortestDouble(answer.score);
}

void writeJson(Json& json, const DotAnswer& answer) {
  json["expression"] = formulaJson(answer.expression);
  json["length"] = answer.length;
  json["answers"] = Json::array();
  for (const DotItem& item : answer.items) {
    json["answers"].push_back({{"word", jsonText(item.word)},
                               {"row", item.row},
                               {"dot", item.dot},
                               {"cosine", item.cosine},
                               {"angle_degrees", item.angleDegrees},
                               {"group", item.group}});
  }
}

}  // namespace es::app
