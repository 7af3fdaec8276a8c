#include "app/command/topic_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

constexpr std::uint64_t kMostTopics = 1'000;

}  // namespace

TopicsCommand CommandTraits<TopicsCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  TopicsCommand command;
  if (arguments.count() == 1) command.count = wholeInt(arguments, 0, {"N", 1, kMostTopics});
  command.seed = seedOption(arguments);
  return command;
}

std::string CommandTraits<TopicsCommand>::format(const TopicsCommand& command) {
  return (command.count ? fmt::format(" {}", *command.count) : "") + optionText("seed", command.seed);
}

std::string textOf(const TopicsAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Left});
  table.add({"topic", "words", "clearest words"});
  for (const FoundTopic& topic : answer.topics) {
    std::string words;
    for (const std::string& word : topic.words) words += (words.empty() ? "" : " ") + cellText(word);
    table.add({cellText(topic.name), base::groupedText(topic.rows), words});
  }
  return table.text();
}

void writeJson(Json& json, const TopicsAnswer& answer) {
  json["seed"] = answer.seed;
  json["topics"] = Json::array();
  for (const FoundTopic& topic : answer.topics)
    json["topics"].push_back(
        {{"name", jsonText(topic.name)}, {"rows", topic.rows}, {"words", textsJson(topic.words)}});
}

}  // namespace es::app
