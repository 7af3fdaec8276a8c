#include "app/command/command_table.h"
#include "app/command/parse_text.h"

namespace es::app {

namespace {

std::string readLabel(const Arguments& arguments, std::string_view raw) {
  const std::vector<Token> tokens = tokenize(raw);
  if (tokens.size() != 1) arguments.fail("a label is missing before the =");
  return tokens[0].value;
}

}  // namespace

Command parseSoftmax(const Arguments& arguments) {
  SoftmaxCommand command;
  for (std::size_t i = 0; i < arguments.count(); ++i) {
    const std::string_view raw = arguments.raw(i);
    const std::size_t equals = raw.rfind('=');
    const bool labelled = equals != std::string_view::npos;
    if (labelled) command.labels.push_back(readLabel(arguments, raw.substr(0, equals)));
    command.logits.push_back(arguments.number(labelled ? raw.substr(equals + 1) : raw, "a logit"));
  }
  if (!command.labels.empty() && command.labels.size() != command.logits.size()) {
    arguments.fail("either every logit has a label or none");
  }
  command.temperature = temperatureOption(arguments);
  return command;
}

Command parseLogits(const Arguments& arguments) {
  FormulaWithWords parts = parseFormulaWithWords(arguments);
  if (parts.groupSizes.size() > 1) arguments.fail("the words to choose from are one group, without a ;");
  return LogitsCommand{std::move(parts.expression), std::move(parts.words)};
}

Command parseTemperature(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return TemperatureCommand{readTemperature(arguments, arguments.value(0))};
}

}  // namespace es::app
