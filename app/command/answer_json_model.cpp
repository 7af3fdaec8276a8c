#include <cmath>
#include <nlohmann/json.hpp>

#include "app/command/answer_model.h"
#include "app/command/sampler_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

using Json = nlohmann::ordered_json;

Json guessJson(const TokenGuess& guess) {
  return {{"id", guess.id},
          {"text", jsonText(guess.text)},
          {"logit", guess.logit},
          {"probability", guess.probability}};
}

Json tokensJson(const std::vector<TokenText>& tokens) {
  Json list = Json::array();
  for (const TokenText& token : tokens) {
    list.push_back(
        {{"id", token.id}, {"text", jsonText(token.text)}, {"begin", token.begin}, {"end", token.end}});
  }
  return list;
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

Json changesJson(const std::vector<TokenChange>& changes) {
  Json list = Json::array();
  for (const TokenChange& one : changes) {
    list.push_back({{"text", jsonText(one.text)}, {"change", one.change}});
  }
  return list;
}

Json traceStepJson(const TraceStep& step) {
  Json json{{"name", step.name}, {"length", step.length}, {"cosine_to_start", step.cosineToStart}};
  json["xyz"] = nullptr;
  json["shown_share"] = nullptr;
  if (step.xyz) {
    json["xyz"] = Json::array();
    for (const float coordinate : *step.xyz) json["xyz"].push_back(base::shortestDouble(coordinate));
    json["shown_share"] = step.shownShare;
  }
  json["nearest"] = Json::array();
  for (const WordNear& near : step.nearest) {
    json["nearest"].push_back({{"word", jsonText(near.word)}, {"cosine", near.cosine}});
  }
  json["promoted"] = changesJson(step.promoted);
  json["demoted"] = changesJson(step.demoted);
  return json;
}

Json lensCellJson(const LensCell& cell) {
  Json json{{"name", cell.name}, {"entropy", cell.entropy}, {"answers", Json::array()}};
  for (const TokenGuess& guess : cell.guesses) json["answers"].push_back(guessJson(guess));
  return json;
}

Json weightsJson(const math::RowMatrix& weights) {
  Json rows = Json::array();
  for (math::Index r = 0; r < weights.rows(); ++r) {
    Json row = Json::array();
    for (math::Index c = 0; c < weights.cols(); ++c) row.push_back(base::shortestDouble(weights(r, c)));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Json jsonTemperature(double temperature) {
  return std::isinf(temperature) ? Json("inf") : Json(temperature);
}

Json modelJson(const ModelInfo& info) {
  return {{"name", jsonText(info.name)},      {"path", jsonText(info.path)}, {"format", info.format},
          {"note", jsonText(info.note)},      {"layers", info.layers},       {"heads", info.heads},
          {"kv_heads", info.kvHeads},         {"dims", info.dims},           {"hidden", info.hidden},
          {"vocabulary", info.vocabulary},    {"context", info.context},     {"parameters", info.parameters},
          {"memory_bytes", info.memoryBytes}, {"tied", info.tied},           {"residual", info.residual},
          {"space", jsonText(info.space)}};
}

void writeModelJson(Json& json, const TokensAnswer& a) {
  json["text"] = jsonText(a.text);
  json["tokens"] = tokensJson(a.tokens);
}

void writeModelJson(Json& json, const PredictAnswer& a) {
  json["text"] = jsonText(a.text);
  json["temperature"] = jsonTemperature(a.temperature);
  json["entropy"] = a.entropy;
  json["vocabulary"] = a.vocabulary;
  json["answers"] = Json::array();
  for (const TokenGuess& guess : a.ranked) {
    Json one = guessJson(guess);
    one["kept"] = guess.kept;
    json["answers"].push_back(std::move(one));
  }
  json["other_probability"] = a.otherProbability;
}

void writeModelJson(Json& json, const GenerateAnswer& a) {
  json["text"] = jsonText(a.text);
  json["display_text"] = jsonText(a.displayText);
  json["seed"] = a.seed;
  json["ended"] = a.ended;
  json["steps"] = generatedJson(a.steps);
}

void writeModelJson(Json& json, const TraceAnswer& a) {
  json["text"] = jsonText(a.text);
  json["note"] = jsonText(a.note);
  json["tokens"] = Json::array();
  for (const TokenTrace& token : a.tokens) {
    Json one{{"position", token.position}, {"id", token.id}, {"text", jsonText(token.text)}};
    one["steps"] = Json::array();
    for (const TraceStep& step : token.steps) one["steps"].push_back(traceStepJson(step));
    json["tokens"].push_back(std::move(one));
  }
}

void writeModelJson(Json& json, const LensAnswer& a) {
  json["text"] = jsonText(a.text);
  json["temperature"] = jsonTemperature(a.temperature);
  json["tokens"] = Json::array();
  for (const LensRow& row : a.tokens) {
    Json one{{"position", row.position}, {"id", row.id}, {"text", jsonText(row.text)}};
    one["steps"] = Json::array();
    for (const LensCell& cell : row.steps) one["steps"].push_back(lensCellJson(cell));
    json["tokens"].push_back(std::move(one));
  }
}

void writeModelJson(Json& json, const AttentionAnswer& a) {
  json["text"] = jsonText(a.text);
  json["layers"] = a.layers;
  json["heads"] = a.heads;
  json["tokens"] = tokensJson(a.tokens);
  json["patterns"] = Json::array();
  for (const AttentionHead& head : a.patterns) {
    json["patterns"].push_back(
        {{"layer", head.layer}, {"head", head.head}, {"weights", weightsJson(head.weights)}});
  }
}

void writeModelJson(Json& json, const ParametersAnswer& a) {
  json["name"] = jsonText(a.name);
  json["tied"] = a.tied;
  json["parts"] = Json::array();
  for (const model::LedgerLine& line : a.parts) {
    json["parts"].push_back({{"part", line.part}, {"shape", line.shape}, {"parameters", line.parameters}});
  }
  json["total"] = a.total;
}

void writeModelJson(Json& json, const SamplerAnswer& a) {
  json["top_k"] = a.settings.topK;
  json["top_p"] = a.settings.topP;
  json["min_p"] = a.settings.minP;
  json["order"] = Json::array();
  for (const math::SamplerLink link : a.settings.order) json["order"].push_back(samplerLinkName(link));
}

void writeModelJson(Json& json, const StoryAnswer& a) {
  json["seed"] = a.seed;
  json["columns"] = Json::array();
  for (const StoryColumnAnswer& column : a.columns) {
    json["columns"].push_back({{"column", column.column},
                               {"temperature", jsonTemperature(column.temperature)},
                               {"text", jsonText(column.text)},
                               {"display_text", jsonText(column.displayText)},
                               {"node", column.node},
                               {"nodes", column.nodes},
                               {"ended", column.ended},
                               {"steps", generatedJson(column.steps)}});
  }
}

}  // namespace es::app
