#include "app/command/story_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/text_arguments.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "base/quoted_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::uint64_t kMostSteps = 1'000'000, kMostNodes = 1'000'000'000;

std::optional<StoryColumn> columnOption(const Arguments& arguments) {
  const auto name = arguments.option("--column");
  if (!name) return std::nullopt;
  if (*name != "cold" && *name != "warm") arguments.fail("there is no column " + shown(*name));
  return *name == "cold" ? StoryColumn::Cold : StoryColumn::Warm;
}

StoryColumn columnOrWarm(const Arguments& arguments) {
  return columnOption(arguments).value_or(StoryColumn::Warm);
}

std::string columnText(StoryColumn column) {
  return column == StoryColumn::Cold ? " --column cold" : " --column warm";
}

int stepCount(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return arguments.count() == 0 ? 1 : wholeInt(arguments, 0, {"N", 1, kMostSteps});
}

std::string stepCountText(int count) {
  return count == 1 ? "" : fmt::format(" {}", count);
}

}  // namespace

WriteCommand CommandTraits<WriteCommand>::parse(const Arguments& arguments) {
  return {onlyText(arguments), seedOption(arguments)};
}

std::string CommandTraits<WriteCommand>::format(const WriteCommand& command) {
  return " " + base::quotedText(command.text) + optionText("seed", command.seed);
}

StepCommand CommandTraits<StepCommand>::parse(const Arguments& arguments) {
  return {stepCount(arguments), columnOption(arguments)};
}

std::string CommandTraits<StepCommand>::format(const StepCommand& command) {
  return stepCountText(command.count) + (command.column ? columnText(*command.column) : "");
}

BackCommand CommandTraits<BackCommand>::parse(const Arguments& arguments) {
  return {stepCount(arguments), columnOrWarm(arguments)};
}

std::string CommandTraits<BackCommand>::format(const BackCommand& command) {
  return stepCountText(command.count) + columnText(command.column);
}

ChooseCommand CommandTraits<ChooseCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return {readToken(arguments, 0), columnOrWarm(arguments)};
}

std::string CommandTraits<ChooseCommand>::format(const ChooseCommand& command) {
  return tokenText(command.token) + columnText(command.column);
}

VisitCommand CommandTraits<VisitCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return {wholeInt(arguments, 0, {"NODE", 0, kMostNodes}), columnOrWarm(arguments)};
}

std::string CommandTraits<VisitCommand>::format(const VisitCommand& command) {
  return fmt::format(" {}{}", command.node, columnText(command.column));
}

std::string textOf(const StoryAnswer& answer) {
  std::string text = fmt::format("seed {}", answer.seed);
  for (const StoryColumnAnswer& column : answer.columns) {
    text += fmt::format("\n{} (T = {}, at {} of {}){}: {}", column.column,
                        base::numberText(column.temperature), column.node, column.nodes - 1,
                        column.ended ? ", ended" : "", base::displayText(column.displayText));
  }
  return text;
}

void writeJson(Json& json, const StoryAnswer& answer) {
  json["seed"] = answer.seed;
  json["columns"] = Json::array();
  for (const StoryColumnAnswer& column : answer.columns) {
    json["columns"].push_back({{"column", column.column},
                               {"temperature", temperatureJson(column.temperature)},
                               {"text", jsonText(column.text)},
                               {"display_text", jsonText(column.displayText)},
                               {"node", column.node},
                               {"nodes", column.nodes},
                               {"ended", column.ended},
                               {"steps", generatedJson(column.steps)}});
  }
}

}  // namespace es::app
