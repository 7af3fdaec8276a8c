#include "app/command/topic_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/formula_arguments.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "base/number_text.h"
#include "base/quoted_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

constexpr std::array<std::string_view, 3> kOwnNames{"topics", "dot", "none"};

void addColumnRows(const ColorAnswer::OfColumn& column, TextTable& table) {
  if (column.otherRows > 0)
    table.add({fmt::format("other ({})", countedText(column.otherNames, "value")),
               base::groupedText(column.otherRows)});
  if (column.missing > 0) table.add({"(no value)", base::groupedText(column.missing)});
}

std::string columnRemark(const ColorAnswer::OfColumn& column) {
  if (column.beyond == 0) return {};
  return fmt::format("\nthe scale ends at {} and {}; {} beyond have the colours of its ends", *column.least,
                     *column.greatest, countedText(column.beyond, "word"));
}

void writeColumn(Json& json, const ColorAnswer::OfColumn& column) {
  json["missing"] = column.missing;
  if (column.kind == "category") {
    json["other"] = {{"values", column.otherNames}, {"rows", column.otherRows}};
  } else {
    json["least"] = column.least ? Json(*column.least) : Json();
    json["greatest"] = column.greatest ? Json(*column.greatest) : Json();
    json["beyond"] = column.beyond;
  }
}

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

ColorCommand CommandTraits<ColorCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  const std::string& by = arguments.value(0);
  ColorSpec spec;
  const bool quoted = arguments.raw(0).starts_with('"');
  if (quoted || std::ranges::find(kOwnNames, by) == kOwnNames.end()) {
    if (arguments.count() > 1) arguments.fail("a column's name of several words stands in quotes");
    if (by.empty()) arguments.fail("a column's name is empty");
    spec.kind = ColorKind::Column;
    spec.column = by;
    return {std::move(spec)};
  }
  if (by == "dot") {
    if (arguments.count() < 2) arguments.fail("dot needs a formula");
    spec.kind = ColorKind::Dot;
    spec.direction = math::parseExpression(arguments.formulaText(arguments.pieces()[0].end));
    return {std::move(spec)};
  }
  arguments.expectCount(1, by == "topics" ? 2 : 1);
  spec.kind = by == "topics" ? ColorKind::Topics : ColorKind::None;
  if (arguments.count() == 2) spec.topics = wholeInt(arguments, 1, {"N", 1, kMostTopics});
  return {std::move(spec)};
}

std::string CommandTraits<ColorCommand>::format(const ColorCommand& command) {
  const ColorSpec& spec = command.spec;
  if (spec.kind == ColorKind::Dot) return " dot " + formulaText(spec.direction.value());
  if (spec.kind == ColorKind::None) return " none";
  if (spec.kind == ColorKind::Column) {
    const bool isOwn = std::ranges::find(kOwnNames, spec.column) != kOwnNames.end();
    return " " + (isOwn ? base::quotedText(spec.column) : quoteArgument(spec.column));
  }
  return spec.topics == ColorSpec::kUsualTopics ? " topics" : fmt::format(" topics {}", spec.topics);
}

std::string textOf(const ColorAnswer& answer) {
  if (answer.legend.empty() && !answer.column) return "the points have no colours";
  TextTable table({Align::Left, Align::Right});
  if (answer.spec.direction) {
    table.add({"dot product with " + formulaCell(*answer.spec.direction), "words"});
  } else if (answer.column) {
    table.add({cellText(answer.spec.column), "words"});
  } else {
    table.add({"topic", "words"});
  }
  for (const ColorAnswer::Entry& entry : answer.legend) {
    const std::string value = entry.name.empty() ? base::fixedText(*entry.value, 2) : cellText(entry.name);
    table.add({entry.value ? "about " + value : value, base::groupedText(entry.rows)});
  }
  if (answer.column) addColumnRows(*answer.column, table);
  return table.text() + (answer.column ? columnRemark(*answer.column) : "");
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
  } else if (answer.column) {
    json["column"] = jsonText(spec.column);
    json["kind"] = answer.column->kind;
  }
  json["legend"] = Json::array();
  for (const ColorAnswer::Entry& entry : answer.legend) {
    const Json value = entry.value ? Json(*entry.value) : Json(jsonText(entry.name));
    json["legend"].push_back({{"value", value}, {"rows", entry.rows}});
  }
  if (answer.column) writeColumn(json, *answer.column);
}

}  // namespace es::app
