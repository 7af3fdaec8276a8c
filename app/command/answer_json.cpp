#include <nlohmann/json.hpp>

#include "app/command/answer_model.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/table/vocabulary.h"

namespace es::app {

namespace {

using Json = nlohmann::ordered_json;

Json texts(const std::vector<std::string>& list) {
  Json values = Json::array();
  for (const std::string& item : list) values.push_back(jsonText(item));
  return values;
}

Json formulas(const std::vector<math::Expression>& expressions) {
  Json values = Json::array();
  for (const math::Expression& expression : expressions) values.push_back(formulaJson(expression));
  return values;
}

std::string_view kindName(SliceKind kind) {
  switch (kind) {
    case SliceKind::Random:
      return "random";
    case SliceKind::Axes:
      return "axes";
    case SliceKind::Fit:
      return "fit";
    case SliceKind::Pca:
      break;
  }
  return "pca";
}

struct JsonWriter {
  Json& json;

  void operator()(const OpenAnswer& a) const {
    json["path"] = jsonText(a.path);
    json["format"] = a.format;
    json["rows"] = a.rows;
    json["dims"] = a.dims;
    if (a.model) json["model"] = modelJson(*a.model);
    json["warnings"] = texts(a.warnings);
  }

  void operator()(const InfoAnswer& a) const {
    json["path"] = jsonText(a.path);
    json["name"] = jsonText(a.name);
    json["format"] = a.format;
    json["note"] = jsonText(a.note);
    json["rows"] = a.rows;
    json["dims"] = a.dims;
    json["weights"] = a.weights;
    json["memory_bytes"] = a.memoryBytes;
    json["model"] = a.model ? modelJson(*a.model) : Json(nullptr);
    json["warnings"] = texts(a.warnings);
  }

  void operator()(const NeighborsAnswer& a) const {
    json["expression"] = formulaJson(a.expression);
    json["metric"] = math::metricName(a.metric);
    json["answers"] = Json::array();
    for (const Neighbor& neighbor : a.ranked) {
      if (neighbor.isInput) continue;
      json["answers"].push_back({{"word", jsonText(neighbor.word)},
                                 {"score", base::shortestDouble(neighbor.score)},
                                 {"row", neighbor.row}});
    }
  }

  void operator()(const RankAnswer& a) const {
    json["expression"] = formulaJson(a.expression);
    json["word"] = jsonText(a.word);
    json["metric"] = math::metricName(a.metric);
    json["rank"] = a.rank;
    json["rows"] = a.rows;
    json["score"] = base::shortestDouble(a.score);
  }

  void operator()(const DotAnswer& a) const {
    json["expression"] = formulaJson(a.expression);
    json["length"] = a.length;
    json["answers"] = Json::array();
    for (const DotItem& item : a.items) {
      json["answers"].push_back({{"word", jsonText(item.word)},
                                 {"row", item.row},
                                 {"dot", item.dot},
                                 {"cosine", item.cosine},
                                 {"angle_degrees", item.angleDegrees},
                                 {"group", item.group}});
    }
  }

  void operator()(const SliceAnswer& a) const {
    json["kind"] = kindName(a.spec.kind);
    json["seed"] = a.spec.kind == SliceKind::Random ? Json(a.spec.seed) : Json(nullptr);
    if (a.spec.kind == SliceKind::Axes) {
      json["axes"] = formulas(a.spec.axes);
      json["orthogonal"] = a.spec.orthogonal;
    }
    if (a.spec.kind == SliceKind::Fit) json["words"] = texts(a.spec.words);
    json["centred"] = a.centred;
    json["variance_share"] = a.varianceShare;
    json["basis_rows"] = Json::array();
    for (const std::vector<float>& axis : a.axes) json["basis_rows"].push_back(numbersJson(axis));
  }

  void operator()(const ProjectAnswer& a) const {
    json["answers"] = Json::array();
    for (const ProjectedWord& item : a.items) {
      json["answers"].push_back({{"word", jsonText(item.word)},
                                 {"xyz", numbersJson(item.xyz)},
                                 {"length", item.length},
                                 {"shown_share", item.shownShare}});
    }
  }

  void operator()(const ShowAnswer& a) const {
    json["items"] = Json::array();
    for (const ShownItem& item : a.items) {
      json["items"].push_back(
          {{"expression", jsonText(item.text)}, {"length", item.length}, {"shown_share", item.shownShare}});
    }
    json["selected"] = a.selected ? jsonText(*a.selected) : Json(nullptr);
  }

  void operator()(const SoftmaxAnswer& a) const {
    json["temperature"] = jsonTemperature(a.temperature);
    json["labels"] = texts(a.labels);
    json["logits"] = a.logits;
    json["probabilities"] = a.probabilities;
    json["entropy"] = a.entropy;
  }

  void operator()(const ScreenshotAnswer& a) const {
    json["path"] = jsonText(a.path);
    json["width"] = a.width;
    json["height"] = a.height;
  }

  void operator()(const PathAnswer& a) const { json["path"] = jsonText(a.path); }
  void operator()(const MessageAnswer& a) const { json["message"] = jsonText(a.text); }

  template <class ModelAnswer>
  void operator()(const ModelAnswer& a) const {
    writeModelJson(json, a);
  }
};

}  // namespace

Json jsonText(const std::string& bytes) {
  Json value = bytes;
  try {
    (void)value.dump();
  } catch (const Json::type_error&) {
    return base::displayText(bytes);
  }
  return value;
}

Json formulaJson(const math::Expression& expression) {
  return jsonText(math::formatExpression(expression));
}

Json numbersJson(const std::vector<float>& list) {
  Json values = Json::array();
  for (const float item : list) values.push_back(base::shortestDouble(item));
  return values;
}

nlohmann::ordered_json answerJson(std::string_view name, const Answer& answer) {
  Json json;
  json["command"] = name;
  std::visit(JsonWriter{json}, answer);
  return json;
}

std::string answerJsonText(std::string_view name, const Answer& answer) {
  return answerJson(name, answer).dump();
}

}  // namespace es::app
