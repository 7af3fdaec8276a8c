#include "app/command/topic_commands.h"

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

namespace {}  // namespace

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

ColorCommand CommandTraits<ColorCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  const std::string& by = arguments.value(0);
  ColorSpec spec;
  if (by == "dot") {
    if (arguments.count() < 2) arguments.fail("dot needs a formula");
    spec.kind = ColorKind::Dot;
    spec.direction = math::parseExpression(arguments.formulaText(arguments.pieces()[0].end));
    return {std::move(spec)};
  }
  if (by != "topics" && by != "none") arguments.fail("there is no colouring by " + shown(by));
  arguments.expectCount(1, by == "topics" ? 2 : 1);
  spec.kind = by == "topics" ? ColorKind::Topics : ColorKind::None;
  if (arguments.count() == 2) spec.topics = wholeInt(arguments, 1, {"N", 1, kMostTopics});
  return {std::move(spec)};
}

std::string CommandTraits<ColorCommand>::format(const ColorCommand& command) {
  const ColorSpec& spec = command.spec;
  if (spec.kind == ColorKind::Dot) return " dot " + formulaText(spec.direction.value());
  if (spec.kind == ColorKind::None) return " none";
  return spec.topics == ColorSpec::kUsualTopics ? " topics" : fmt::format(" topics {}", spec.topics);
}

std::string textOf(const ColorAnswer& answer) {
  if (answer.legend.empty()) return "the points have no colours";
  TextTable table({Align::Left, Align::Right});
  if (answer.spec.direction) {
    table.add({"dot product with " + formulaCell(*answer.spec.direction), "words"});
  } else {
    table.add({"topic", "words"});
  }
  for (const ColorAnswer::Entry& entry : answer.legend)
    table.add({entry.value ? "about " + base::fixedText(*entry.value, 2) : cellText(entry.name),
               base::groupedText(entry.rows)});
  return table.text();
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

/// "column" is what the colours stand for, null where there are none.
void writeJson(Json& json, const ColorAnswer& answer) {
  const ColorSpec& spec = answer.spec;
  json["column"] = nullptr;
  json["kind"] = "none";
  if (spec.kind == ColorKind::Dot) {
    json["column"] = formulaJson(spec.direction.value());
    json["kind"] = "dot";
  } else if (spec.kind == ColorKind::Topics) {
    json["column"] = json["kind"] = "topics";
  }
  json["legend"] = Json::array();
  for (const ColorAnswer::Entry& entry : answer.legend) {
    const Json value = entry.value ? Json(*entry.value) : Json(jsonText(entry.name));
    json["legend"].push_back({{"value", value}, {"rows", entry.rows}});
  }
}

}  // namespace es::app
