#include "app/command/softmax_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/formula_arguments.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

std::string readLabel(const Arguments& arguments, std::string_view raw) {
  const std::vector<Token> tokens = tokenize(raw);
  if (tokens.size() != 1) arguments.fail("a label is missing before the =");
  return tokens[0].value;
}

}  // namespace

SoftmaxCommand CommandTraits<SoftmaxCommand>::parse(const Arguments& arguments) {
  SoftmaxCommand command;
  for (std::size_t i = 0; i < arguments.count(); ++i) {
    const std::string_view raw = arguments.raw(i);
    const std::size_t equals = raw.rfind('=');
    const bool labelled = equals != std::string_view::npos;
    if (labelled) command.labels.push_back(readLabel(arguments, raw.substr(0, equals)));
    command.logits.push_back(arguments.number(labelled ? raw.substr(equals + 1) : raw, "a logit"));
  }
  if (!command.labels.empty() && command.labels.size() != command.logits.size())
    arguments.fail("either every logit has a label or none");
  command.temperature = temperatureOption(arguments);
  return command;
}

std::string CommandTraits<SoftmaxCommand>::format(const SoftmaxCommand& command) {
  std::string text;
  for (std::size_t i = 0; i < command.logits.size(); ++i) {
    const std::string label = command.labels.empty() ? "" : quoteArgument(command.labels[i]) + "=";
    text += fmt::format(" {}{}", label, base::numberText(command.logits[i]));
  }
  return text + optionText("temperature", command.temperature);
}

LogitsCommand CommandTraits<LogitsCommand>::parse(const Arguments& arguments) {
  FormulaWithWords parts = parseFormulaWithWords(arguments);
  if (parts.groupSizes.size() > 1) arguments.fail("the words to choose from are one group, without a ;");
  return {std::move(parts.expression), std::move(parts.words)};
}

std::string CommandTraits<LogitsCommand>::format(const LogitsCommand& command) {
  return " " + formulaText(command.expression) + " :" + wordsText(command.words);
}

TemperatureCommand CommandTraits<TemperatureCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return {readTemperature(arguments, arguments.value(0))};
}

std::string CommandTraits<TemperatureCommand>::format(const TemperatureCommand& command) {
  return " " + base::numberText(command.temperature);
}

CompareCommand CommandTraits<CompareCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  if (arguments.count() == 0) return {};
  return {readTemperature(arguments, arguments.value(0))};
}

std::string CommandTraits<CompareCommand>::format(const CompareCommand& command) {
  return command.temperature ? " " + base::numberText(*command.temperature) : "";
}

std::string textOf(const SoftmaxAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"", "logit", "probability", ""});
  for (std::size_t i = 0; i < answer.logits.size(); ++i) {
    table.add({cellText(answer.labels[i]), base::fixedText(answer.logits[i], 3),
               base::fixedText(answer.probabilities[i], 4), barText(answer.probabilities[i])});
  }
  return fmt::format("{}\ntemperature {}, {}", table.text(), base::numberText(answer.temperature),
                     entropyText(answer.entropy));
}

void writeJson(Json& json, const SoftmaxAnswer& answer) {
  json["temperature"] = temperatureJson(answer.temperature);
  json["labels"] = textsJson(answer.labels);
  json["logits"] = answer.logits;
  json["probabilities"] = answer.probabilities;
  json["entropy"] = answer.entropy;
}

}  // namespace es::app
