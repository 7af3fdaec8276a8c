#include "app/command/layer_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "base/quoted_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

TraceCommand CommandTraits<TraceCommand>::parse(const Arguments& arguments) {
  TraceCommand command;
  command.also = arguments.flag("--also");
  if (arguments.count() == 0) {
    if (command.also) arguments.fail("--also needs a text");
    return command;
  }
  TextArgument text = readText(arguments, 0);
  if (text.text.empty()) arguments.fail("the text is empty (trace with nothing takes all paths away)");
  command.text = std::move(text.text);
  command.token = tokenAfter(arguments, text.next);
  return command;
}

std::string CommandTraits<TraceCommand>::format(const TraceCommand& command) {
  if (command.text.empty()) return "";
  return " " + base::quotedText(command.text) + tokenText(command.token) + (command.also ? " --also" : "");
}

LensCommand CommandTraits<LensCommand>::parse(const Arguments& arguments) {
  constexpr std::uint64_t kMostGuesses = 1'000;  // a cell
  TextArgument text = readText(arguments, 0);
  LensCommand command{std::move(text.text), tokenAfter(arguments, text.next), std::nullopt};
  command.count = wholeIntOption(arguments, "--top", {"--top", 1, kMostGuesses});
  return command;
}

std::string CommandTraits<LensCommand>::format(const LensCommand& command) {
  return " " + base::quotedText(command.text) + tokenText(command.token) + optionText("top", command.count);
}

AttentionCommand CommandTraits<AttentionCommand>::parse(const Arguments& arguments) {
  constexpr std::uint64_t kMostParts = 1'000'000;  // the open model's are checked later
  AttentionCommand command{onlyText(arguments), std::nullopt, std::nullopt};
  command.layer = wholeIntOption(arguments, "--layer", {"--layer", 0, kMostParts});
  command.head = wholeIntOption(arguments, "--head", {"--head", 0, kMostParts});
  return command;
}

std::string CommandTraits<AttentionCommand>::format(const AttentionCommand& command) {
  return " " + base::quotedText(command.text) + optionText("layer", command.layer) +
         optionText("head", command.head);
}

namespace {

std::string guessText(const TokenGuess& guess) {
  return cellText(guess.text) + " " + base::fixedText(guess.probability, 2);
}

std::string changesText(const std::vector<TokenChange>& changes) {
  std::string text;
  for (const TokenChange& one : changes) text += (text.empty() ? "" : " ") + cellText(one.text);
  return text;
}

std::string nearestText(const std::vector<WordNear>& nearest) {
  std::string text;
  for (const WordNear& near : nearest)
    text += (text.empty() ? "" : ", ") + cellText(near.word) + " " + base::fixedText(near.cosine, 2);
  return text;
}

/// `"cat" at 3`.
std::string placeText(const std::string& token, int position) {
  return fmt::format("{} at {}", tokenCell(token), position);
}

std::string traceTable(const TokenTrace& token) {
  TextTable table(
      {Align::Left, Align::Right, Align::Right, Align::Right, Align::Left, Align::Left, Align::Left});
  table.add({"", "length", "cosine", "shown", "nearest", "promotes", "demotes"});
  for (const TraceStep& step : token.steps) {
    table.add({step.name, base::fixedText(step.length, 3), base::fixedText(step.cosineToStart, 3),
               step.xyz ? shownShareText(step.shownShare, step.centredShownShare) : "-",
               nearestText(step.nearest), changesText(step.promoted), changesText(step.demoted)});
  }
  const std::string ends = token.endWords.empty() ? "" : "\nends nearest " + nearestText(token.endWords);
  return placeText(token.text, token.position) + "\n" + table.text() + ends;
}

std::string weightsTable(const AttentionHead& head, const AttentionAnswer& answer) {
  const std::vector<TokenText>& tokens = answer.tokens;
  TextTable table(std::vector<Align>(tokens.size() + 1, Align::Right));
  std::vector<std::string> titles{""};
  for (const TokenText& token : tokens) titles.push_back(cellText(token.text));
  table.add(std::move(titles));
  for (std::size_t row = 0; row < tokens.size(); ++row) {
    std::vector<std::string> cells(tokens.size() + 1);
    cells[0] = cellText(tokens[row].text);
    for (std::size_t col = 0; col < answer.seenFrom(row); ++col) {
      const float weight = head.weights(static_cast<math::Index>(row), static_cast<math::Index>(col));
      cells[col + 1] = base::fixedText(static_cast<double>(weight), 2);
    }
    table.add(std::move(cells));
  }
  return fmt::format("layer {}, head {}\n{}", head.layer, head.head, table.text());
}

}  // namespace

std::string textOf(const TraceAnswer& answer) {
  std::string text = "paths of the tokens of " + shown(answer.text);
  if (!answer.note.empty()) text += "\n" + base::displayText(answer.note);
  text += fmt::format("\nlengths, and what the slice shows of them, are of all {} dimensions",
                      base::groupedText(answer.dims));
  for (const TokenTrace& token : answer.tokens) text += "\n" + traceTable(token);
  return text;
}

std::string textOf(const LensAnswer& answer) {
  std::string text = "what each half-step would predict, temperature " + base::numberText(answer.temperature);
  for (const LensRow& row : answer.tokens) {
    std::vector<Align> columns{Align::Left, Align::Right};
    columns.resize(2 + row.steps.front().guesses.size(), Align::Left);
    TextTable table(columns);
    for (const LensCell& cell : row.steps) {
      std::vector<std::string> cells{cell.name, base::fixedText(cell.entropy, 2)};
      for (const TokenGuess& guess : cell.guesses) cells.push_back(guessText(guess));
      table.add(std::move(cells));
    }
    text += "\n" + placeText(row.text, row.position) + "\n" + table.text();
  }
  return text;
}

std::string textOf(const AttentionAnswer& answer) {
  std::string text = fmt::format("attention over {} (a row's token looks at a column's)", shown(answer.text));
  for (const AttentionHead& head : answer.patterns) text += "\n" + weightsTable(head, answer);
  return text;
}

namespace {

Json changesJson(const std::vector<TokenChange>& changes) {
  Json list = Json::array();
  for (const TokenChange& one : changes)
    list.push_back({{"text", jsonText(one.text)}, {"change", one.change}});
  return list;
}

Json nearestJson(const std::vector<WordNear>& nearest) {
  Json list = Json::array();
  for (const WordNear& near : nearest)
    list.push_back({{"word", jsonText(near.word)}, {"cosine", near.cosine}});
  return list;
}

Json traceStepJson(const TraceStep& step) {
  Json json{{"name", step.name}, {"length", step.length}, {"cosine_to_start", step.cosineToStart}};
  json["xyz"] = nullptr;
  json["shown_share"] = nullptr;
  if (step.xyz) {
    json["xyz"] = numbersJson({step.xyz->begin(), step.xyz->end()});
    json["shown_share"] = step.shownShare;
    if (step.centredShownShare) json["centred_shown_share"] = *step.centredShownShare;
  }
  json["nearest"] = nearestJson(step.nearest);
  json["promoted"] = changesJson(step.promoted);
  json["demoted"] = changesJson(step.demoted);
  return json;
}

Json lensCellJson(const LensCell& cell) {
  Json json{{"name", cell.name}, {"entropy", cell.entropy}, {"answers", Json::array()}};
  for (const TokenGuess& guess : cell.guesses) json["answers"].push_back(guessJson(guess));
  return json;
}

template <class Token>  // TokenTrace, LensRow: where it stands and its steps
Json placedJson(const Token& token, Json (*stepJson)(const typename decltype(token.steps)::value_type&)) {
  Json json{{"position", token.position}, {"id", token.id}, {"text", jsonText(token.text)}};
  json["steps"] = Json::array();
  for (const auto& step : token.steps) json["steps"].push_back(stepJson(step));
  return json;
}

Json weightsJson(const math::RowMatrix& weights) {
  Json rows = Json::array();
  for (math::Index r = 0; r < weights.rows(); ++r) {
    const float* row = weights.row(r).data();
    rows.push_back(numbersJson({row, row + weights.cols()}));
  }
  return rows;
}

}  // namespace

void writeJson(Json& json, const TraceAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["note"] = jsonText(answer.note);
  json["dims"] = answer.dims;
  json["tokens"] = Json::array();
  for (const TokenTrace& token : answer.tokens) {
    Json one = placedJson(token, traceStepJson);
    one["end_words"] = nearestJson(token.endWords);
    json["tokens"].push_back(std::move(one));
  }
}

void writeJson(Json& json, const LensAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["temperature"] = temperatureJson(answer.temperature);
  json["tokens"] = Json::array();
  for (const LensRow& row : answer.tokens) json["tokens"].push_back(placedJson(row, lensCellJson));
}

void writeJson(Json& json, const AttentionAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["layers"] = answer.layers;
  json["heads"] = answer.heads;
  json["both_ways"] = answer.bothWays;
  json["tokens"] = tokensJson(answer.tokens);
  json["patterns"] = Json::array();
  for (const AttentionHead& head : answer.patterns) {
    json["patterns"].push_back(
        {{"layer", head.layer}, {"head", head.head}, {"weights", weightsJson(head.weights)}});
  }
}

}  // namespace es::app
