#include "app/command/program_commands.h"

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/arguments.h"

namespace es::app {

RunCommand CommandTraits<RunCommand>::parse(const Arguments& arguments) {
  return {arguments.onlyPath()};
}

std::string CommandTraits<RunCommand>::format(const RunCommand& command) {
  return " " + quoteArgument(command.path);
}

HelpCommand CommandTraits<HelpCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return {arguments.count() == 0 ? std::string() : arguments.value(0)};
}

std::string CommandTraits<HelpCommand>::format(const HelpCommand& command) {
  return command.topic.empty() ? "" : " " + quoteArgument(command.topic);
}

std::string textOf(const MessageAnswer& answer) {
  return answer.text;
}

void writeJson(nlohmann::ordered_json& json, const MessageAnswer& answer) {
  json["message"] = jsonText(answer.text);
}

}  // namespace es::app
