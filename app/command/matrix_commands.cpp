#include "app/command/matrix_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "base/number_text.h"
#include "base/quoted_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

constexpr std::uint64_t kMostColumns = 1'000'000'000, kMostGuesses = 1'000'000;
constexpr std::array<std::string_view, 4> kWays{"first", "last", "next", "back"};  // by WalkCommand::To

}  // namespace

VectorCommand CommandTraits<VectorCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return arguments.count() == 0 ? VectorCommand{} : VectorCommand{arguments.word(0)};
}

std::string CommandTraits<VectorCommand>::format(const VectorCommand& command) {
  return command.word ? " " + wordText(*command.word) : "";
}

WalkCommand CommandTraits<WalkCommand>::parse(const Arguments& arguments) {
  using To = WalkCommand::To;
  arguments.expectCount(1, 2);
  const auto* way = std::ranges::find(kWays, arguments.value(0));
  if (way == kWays.end())
    arguments.fail("walk goes to first, last, next or back, not " + shown(arguments.value(0)));
  const auto to = static_cast<To>(way - kWays.begin());
  const bool counts = to == To::Next || to == To::Back;
  if (arguments.count() == 2 && !counts) arguments.fail(fmt::format("{} takes no number", *way));
  return {to, arguments.count() == 2 ? wholeInt(arguments, 1, {"N", 1, kMostColumns}) : 1};
}

std::string CommandTraits<WalkCommand>::format(const WalkCommand& command) {
  return fmt::format(" {}{}", kWays[static_cast<std::size_t>(command.to)],
                     command.count == 1 ? "" : fmt::format(" {}", command.count));
}

UnembedCommand CommandTraits<UnembedCommand>::parse(const Arguments& arguments) {
  UnembedCommand command;
  command.count = wholeIntOption(arguments, "--top", {"--top", 1, kMostGuesses});
  if (arguments.count() > 0) command.text = onlyText(arguments);
  return command;
}

std::string CommandTraits<UnembedCommand>::format(const UnembedCommand& command) {
  return (command.text.empty() ? "" : " " + base::quotedText(command.text)) +
         optionText("top", command.count);
}

std::string textOf(const VectorAnswer& answer) {
  if (answer.values.empty()) return "the column is back in the matrix";
  std::string text = fmt::format("{}: column {}, length {}\n", cellText(answer.word),
                                 base::groupedText(answer.row + 1), base::fixedText(answer.length, 3));
  constexpr std::size_t kPerLine = 10;
  for (std::size_t i = 0; i < answer.values.size(); ++i) {
    if (i > 0) text += i % kPerLine == 0 ? "\n" : " ";
    text += base::signedText(static_cast<double>(answer.values[i]), 3);
  }
  return text;
}

std::string textOf(const UnembedAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"token", "logit", "cosine", "length", "probability"});
  double others = 1;
  for (const UnembedItem& item : answer.ranked) {
    table.add({cellText(item.text), base::signedText(item.logit, 3), base::signedText(item.cosine, 3),
               base::fixedText(item.length, 3), base::fixedText(item.probability, 4)});
    others -= item.probability;
  }
  const auto rest = static_cast<std::uint64_t>(answer.vocabulary) - answer.ranked.size();
  if (rest > 0) {
    table.add(
        {"the other " + base::groupedText(rest), "", "", "", base::fixedText(std::max(0.0, others), 4)});
  }
  return fmt::format(
      "the last vector ({} numbers, length {}) times the {} rows of the unembedding matrix\n{}", answer.dims,
      base::fixedText(answer.length, 3), base::groupedText(answer.vocabulary), table.text());
}

void writeJson(Json& json, const VectorAnswer& answer) {
  json["word"] = jsonText(answer.word);
  json["row"] = answer.row;
  json["length"] = answer.length;
  json["values"] = numbersJson(answer.values);
}

void writeJson(Json& json, const UnembedAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["temperature"] = temperatureJson(answer.temperature);
  json["vocabulary"] = answer.vocabulary;
  json["dims"] = answer.dims;
  json["length"] = answer.length;
  json["vector"] = numbersJson(answer.vector);
  json["answers"] = Json::array();
  for (const UnembedItem& item : answer.ranked) {
    json["answers"].push_back({{"id", item.id},
                               {"text", jsonText(item.text)},
                               {"logit", item.logit},
                               {"length", item.length},
                               {"cosine", item.cosine},
                               {"probability", item.probability}});
  }
}

}  // namespace es::app
