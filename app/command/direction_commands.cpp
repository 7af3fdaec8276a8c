#include "app/command/direction_commands.h"

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

constexpr std::uint64_t kMostVectors = 100'000, kMostDims = 1'000'000, kMostRounds = 1'000'000;

using Place = std::array<double, 2>;

/// "X,Y".
std::optional<Place> placeOption(const Arguments& arguments, std::string_view option) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const std::size_t comma = text->find(',');
  if (comma == std::string::npos)
    arguments.fail(fmt::format("{} takes two numbers like 1.5,-2, found {}", option, shown(*text)));
  const std::string_view both = *text;
  return Place{arguments.number(both.substr(0, comma), "the first number"),
               arguments.number(both.substr(comma + 1), "the second number")};
}

std::string placeText(std::string_view name, const std::optional<Place>& place) {
  if (!place) return "";
  return fmt::format(" --{} {},{}", name, base::numberText((*place)[0]), base::numberText((*place)[1]));
}

}  // namespace

PairsCommand CommandTraits<PairsCommand>::parse(const Arguments& arguments) {
  if (arguments.count() == 0) return {};
  FormulaWithWords parts = parseFormulaWithWords(arguments);
  PairsCommand command{std::move(parts.expression), {}};
  std::size_t at = 0;
  for (const std::size_t size : parts.groupSizes) {
    if (size != 2)
      arguments.fail("each pair is two words, the pairs parted by ; (uncle aunt ; brother sister)");
    command.pairs.push_back({parts.words[at], parts.words[at + 1]});
    at += size;
  }
  return command;
}

std::string CommandTraits<PairsCommand>::format(const PairsCommand& command) {
  std::string text;
  for (const WordPair& pair : command.pairs)
    text += (text.empty() ? " " : " ; ") + wordText(pair.from) + " " + wordText(pair.to);
  return text.empty() ? "" : " " + formulaText(command.expression) + " :" + text;
}

FieldCommand CommandTraits<FieldCommand>::parse(const Arguments& arguments) {
  if (arguments.count() == 0) return {};
  return {math::parseExpression(arguments.formulaText())};
}

std::string CommandTraits<FieldCommand>::format(const FieldCommand& command) {
  return command.expression ? " " + formulaText(*command.expression) : "";
}

ProductCommand CommandTraits<ProductCommand>::parse(const Arguments& arguments) {
  ProductCommand command;
  if (arguments.count() > 0) {
    command.vectors = math::parseExpressions(arguments.formulaText());
    if (command.vectors.size() != 2) arguments.fail("two formulas are needed, parted by ;");
  }
  command.first = placeOption(arguments, "--first");
  command.second = placeOption(arguments, "--second");
  if (const auto angle = arguments.option("--angle"))
    command.angleDegrees = arguments.number(*angle, "the angle");
  if (command.angleDegrees && command.second)
    arguments.fail("--angle and --second both place the second vector");
  return command;
}

std::string CommandTraits<ProductCommand>::format(const ProductCommand& command) {
  return formulasText(command.vectors) + placeText("first", command.first) +
         placeText("second", command.second) + optionText("angle", command.angleDegrees);
}

DirectionsCommand CommandTraits<DirectionsCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 2);
  DirectionsCommand command;
  if (arguments.count() == 1) arguments.fail("the number of vectors and the number of dimensions are needed");
  if (arguments.count() == 2) {
    command.count = wholeInt(arguments, 0, {"N", 2, kMostVectors});
    command.dims = wholeInt(arguments, 1, {"D", 1, kMostDims});
  }
  command.seed = seedOption(arguments);
  if (command.seed && !command.count) arguments.fail("--seed needs the numbers of vectors and dimensions");
  command.rounds = wholeIntOption(arguments, "--rounds", {"--rounds", 0, kMostRounds}).value_or(0);
  return command;
}

std::string CommandTraits<DirectionsCommand>::format(const DirectionsCommand& command) {
  std::string text;
  if (command.count && command.dims) text += fmt::format(" {} {}", *command.count, *command.dims);
  text += optionText("seed", command.seed);
  return text + (command.rounds > 0 ? fmt::format(" --rounds {}", command.rounds) : "");
}

std::string textOf(const PairsAnswer& answer) {
  if (answer.items.empty()) return "no pairs are shown";
  TextTable table({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"from", "to", "cosine", "dot", "length", ""});
  for (const PairItem& item : answer.items) {
    table.add({cellText(item.from), cellText(item.to), base::signedText(item.cosine, 3),
               base::signedText(item.dot, 3), base::fixedText(item.length, 3),
               item.heldOut ? "held out" : "in the formula"});
  }
  std::string text =
      fmt::format("differences of pairs beside {}\n{}\nmean cosine between the pairs' own differences: {}",
                  formulaCell(answer.expression), table.text(), base::signedText(answer.consistency, 3));
  if (answer.heldOutMean)
    text += "; of held-out pairs to the direction: " + base::signedText(*answer.heldOutMean, 3);
  return text;
}

std::string textOf(const ProductAnswer& answer) {
  return fmt::format("{} (length {}) · {} (length {}) = {}; cosine {}, angle {}", cellText(answer.labels[0]),
                     base::fixedText(answer.lengths[0], 3), cellText(answer.labels[1]),
                     base::fixedText(answer.lengths[1], 3), base::signedText(answer.dot, 3),
                     base::signedText(answer.cosine, 3), degreesText(answer.angleDegrees));
}

std::string textOf(const DirectionsAnswer& answer) {
  return fmt::format(
      "{} directions in {} dimensions, {}: {} angles from {} to {}, {} % of them within 89° to 91°, standard "
      "deviation {}",
      base::groupedText(answer.count), base::groupedText(answer.dims),
      answer.rounds == 0 ? "at random" : fmt::format("pushed apart {} times", answer.rounds),
      base::groupedText(answer.pairs), degreesText(answer.smallestDegrees, 2),
      degreesText(answer.largestDegrees, 2), base::fixedText(100 * answer.shareNearRight, 1),
      degreesText(answer.deviationDegrees, 2));
}

void writeJson(Json& json, const PairsAnswer& answer) {
  json["expression"] = formulaJson(answer.expression);
  json["length"] = answer.length;
  json["consistency"] = answer.consistency;
  json["held_out_mean"] = answer.heldOutMean ? Json(*answer.heldOutMean) : Json(nullptr);
  json["answers"] = Json::array();
  for (const PairItem& item : answer.items) {
    json["answers"].push_back({{"from", jsonText(item.from)},
                               {"to", jsonText(item.to)},
                               {"length", item.length},
                               {"dot", item.dot},
                               {"cosine", item.cosine},
                               {"held_out", item.heldOut}});
  }
}

void writeJson(Json& json, const ProductAnswer& answer) {
  json["vectors"] = Json::array();
  for (std::size_t i = 0; i < 2; ++i) {
    json["vectors"].push_back(
        {{"label", jsonText(answer.labels[i])}, {"xy", answer.plane[i]}, {"length", answer.lengths[i]}});
  }
  json["dot"] = answer.dot;
  json["cosine"] = answer.cosine;
  json["angle_degrees"] = answer.angleDegrees;
  json["moved"] = answer.moved;
  json["terms"] = Json::array();
  for (const ProductTerm& term : answer.terms)
    json["terms"].push_back({term.first, term.second, term.product});
}

void writeJson(Json& json, const DirectionsAnswer& answer) {
  json["count"] = answer.count;
  json["dims"] = answer.dims;
  json["seed"] = answer.seed;
  json["rounds"] = answer.rounds;
  json["pairs"] = answer.pairs;
  json["smallest_degrees"] = answer.smallestDegrees;
  json["largest_degrees"] = answer.largestDegrees;
  json["mean_degrees"] = answer.meanDegrees;
  json["deviation_degrees"] = answer.deviationDegrees;
  json["share_89_to_91"] = answer.shareNearRight;
  json["bin_degrees"] = answer.binDegrees;
  json["histogram"] = answer.histogram;
}

}  // namespace es::app
