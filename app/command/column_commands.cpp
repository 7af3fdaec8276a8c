#include "app/command/column_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/arguments.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

WhereCommand CommandTraits<WhereCommand>::parse(const Arguments& arguments) {
  if (arguments.count() == 0) return {};
  try {
    return {model::parseCondition(arguments.text())};
  } catch (const Error& error) {
    arguments.fail(error.what());
  }
}

std::string CommandTraits<WhereCommand>::format(const WhereCommand& command) {
  return command.condition ? " " + model::formatCondition(*command.condition) : "";
}

LabelCommand CommandTraits<LabelCommand>::parse(const Arguments& arguments) {
  if (arguments.count() > 1) arguments.fail("a column's name of several words stands in quotes");
  if (arguments.count() == 1 && arguments.value(0).empty()) arguments.fail("a column's name is empty");
  return {arguments.count() == 0 ? std::string() : arguments.value(0)};
}

std::string CommandTraits<LabelCommand>::format(const LabelCommand& command) {
  return command.column.empty() ? "" : " " + quoteArgument(command.column);
}

std::string textOf(const WhereAnswer& answer) {
  if (!answer.condition) return fmt::format("all {} words", base::groupedText(answer.of));
  return fmt::format("{} of {} words: {}", base::groupedText(answer.rows), base::groupedText(answer.of),
                     base::displayText(model::formatCondition(*answer.condition)));
}

void writeJson(Json& json, const WhereAnswer& answer) {
  json["condition"] = answer.condition ? jsonText(model::formatCondition(*answer.condition)) : Json();
  json["rows"] = answer.rows;
  json["of"] = answer.of;
}

}  // namespace es::app
