#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/model_commands.h"
#include "app/command/text/answer_pieces.h"
#include "app/command/text/arguments.h"
#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

// ---- for a person ----

std::string textOf(const TokensAnswer& answer) {
  TextTable table({Align::Right, Align::Right, Align::Left});
  table.add({"", "id", "token"});
  for (std::size_t i = 0; i < answer.tokens.size(); ++i) {
    const TokenText& token = answer.tokens[i];
    table.add({fmt::to_string(i), fmt::to_string(token.id), tokenCell(token.text)});
  }
  return countedText(std::ssize(answer.tokens), "token") + "\n" + table.text();
}

std::string textOf(const PredictAnswer& answer) {
  TextTable table({Align::Right, Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"id", "token", "logit", "probability", ""});
  for (const TokenGuess& guess : answer.ranked) {
    table.add({fmt::to_string(guess.id), tokenCell(guess.text), base::fixedText(guess.logit, 3),
               base::fixedText(guess.probability, 4),
               guess.kept ? barText(guess.probability) : "(left out)"});
  }
  const std::size_t others = static_cast<std::size_t>(answer.vocabulary) - answer.ranked.size();
  if (others > 0) {
    table.add({"", "the other " + base::groupedText(others), "", base::fixedText(answer.otherProbability, 4),
               barText(answer.otherProbability)});
  }
  return fmt::format("{} {}\n{}\ntemperature {}, {}", answer.gap ? "in the gap of" : "after",
                     shown(answer.text), table.text(), base::numberText(answer.temperature),
                     entropyText(answer.entropy));
}

std::string textOf(const GenerateAnswer& answer) {
  return fmt::format("{}\n({}, seed {}{})", base::displayText(answer.displayText),
                     countedText(std::ssize(answer.steps), "token"), answer.seed,
                     answer.ended ? ", ended by the model" : "");
}

namespace {

std::string ledgerText(const std::vector<model::LedgerLine>& lines, std::uint64_t total) {
  TextTable ledger({Align::Left, Align::Left, Align::Right});
  for (const model::LedgerLine& line : lines)
    ledger.add({line.part, line.shape, base::groupedText(line.parameters)});
  ledger.add({"total", "", base::groupedText(total)});
  return ledger.text();
}

}  // namespace

std::string textOf(const ParametersAnswer& answer) {
  const std::vector<model::LedgerLine> gpt3 = model::gpt3Ledger();
  return fmt::format("{}{}\n{}\n\nGPT-3, weights of matrices only\n{}", base::displayText(answer.name),
                     answer.tied ? ", embedding and unembedding tied" : ", untied",
                     ledgerText(answer.parts, answer.total), ledgerText(gpt3, model::ledgerTotal(gpt3)));
}

std::string textOf(const SamplerAnswer& answer) {
  const math::SamplerSettings& settings = answer.settings;
  return fmt::format(
      "top-k {}, top-p {}, min-p {}, order {}", settings.topK == 0 ? "off" : fmt::to_string(settings.topK),
      settings.topP == 1 ? "off" : base::numberText(settings.topP),
      settings.minP == 0 ? "off" : base::numberText(settings.minP), samplerOrderText(settings.order));
}

// ---- JSON ----

Json tokensJson(const std::vector<TokenText>& tokens) {
  Json list = Json::array();
  for (const TokenText& token : tokens) {
    list.push_back(
        {{"id", token.id}, {"text", jsonText(token.text)}, {"begin", token.begin}, {"end", token.end}});
  }
  return list;
}

Json guessJson(const TokenGuess& guess) {
  return {{"id", guess.id},
          {"text", jsonText(guess.text)},
          {"logit", guess.logit},
          {"probability", guess.probability}};
}

Json generatedJson(const std::vector<GeneratedToken>& steps) {
  Json list = Json::array();
  for (const GeneratedToken& step : steps) {
    list.push_back({{"id", step.id},
                    {"text", jsonText(step.text)},
                    {"probability", step.probability},
                    {"entropy", step.entropy},
                    {"draw", step.draw}});
  }
  return list;
}

void writeJson(Json& json, const TokensAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["tokens"] = tokensJson(answer.tokens);
}

void writeJson(Json& json, const PredictAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["temperature"] = temperatureJson(answer.temperature);
  json["entropy"] = answer.entropy;
  json["vocabulary"] = answer.vocabulary;
  json["gap"] = answer.gap ? Json(*answer.gap) : Json(nullptr);
  json["answers"] = Json::array();
  for (const TokenGuess& guess : answer.ranked) {
    Json one = guessJson(guess);
    one["kept"] = guess.kept;
    json["answers"].push_back(std::move(one));
  }
  json["other_probability"] = answer.otherProbability;
}

void writeJson(Json& json, const GenerateAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["display_text"] = jsonText(answer.displayText);
  json["seed"] = answer.seed;
  json["ended"] = answer.ended;
  json["steps"] = generatedJson(answer.steps);
}

void writeJson(Json& json, const ParametersAnswer& answer) {
  json["name"] = jsonText(answer.name);
  json["tied"] = answer.tied;
  json["parts"] = Json::array();
  for (const model::LedgerLine& line : answer.parts)
    json["parts"].push_back({{"part", line.part}, {"shape", line.shape}, {"parameters", line.parameters}});
  json["total"] = answer.total;
}

void writeJson(Json& json, const SamplerAnswer& answer) {
  json["top_k"] = answer.settings.topK;
  json["top_p"] = answer.settings.topP;
  json["min_p"] = answer.settings.minP;
  json["order"] = Json::array();
  for (const math::SamplerLink link : answer.settings.order) json["order"].push_back(samplerLinkName(link));
}

}  // namespace es::app
