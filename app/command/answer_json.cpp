#include <cmath>

#include "app/command/answer.h"
#include "app/command/number_text.h"
#include "model/vocabulary.h"

namespace es::app {

namespace {

using Json = nlohmann::ordered_json;

/// Bytes that are no UTF-8 would be no JSON: then the readable form stands in.
Json text(const std::string& bytes) {
  Json value = bytes;
  try {
    (void)value.dump();
  } catch (const Json::type_error&) {
    return model::displayText(bytes);
  }
  return value;
}

Json texts(const std::vector<std::string>& list) {
  Json values = Json::array();
  for (const std::string& item : list) values.push_back(text(item));
  return values;
}

Json formula(const math::Expression& expression) {
  return text(math::formatExpression(expression));
}

Json formulas(const std::vector<math::Expression>& expressions) {
  Json values = Json::array();
  for (const math::Expression& expression : expressions) values.push_back(formula(expression));
  return values;
}

Json numbers(const std::vector<float>& list) {
  Json values = Json::array();
  for (const float item : list) values.push_back(shortestDouble(item));
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
    json["path"] = text(a.path);
    json["format"] = a.format;
    json["rows"] = a.rows;
    json["dims"] = a.dims;
    json["warnings"] = texts(a.warnings);
  }

  void operator()(const InfoAnswer& a) const {
    json["path"] = text(a.path);
    json["name"] = text(a.name);
    json["format"] = a.format;
    json["note"] = text(a.note);
    json["rows"] = a.rows;
    json["dims"] = a.dims;
    json["weights"] = a.weights;
    json["memory_bytes"] = a.memoryBytes;
    json["model"] = nullptr;
    json["warnings"] = texts(a.warnings);
  }

  void operator()(const NeighborsAnswer& a) const {
    json["expression"] = formula(a.expression);
    json["metric"] = math::metricName(a.metric);
    json["answers"] = Json::array();
    for (const Neighbor& neighbor : a.ranked) {
      if (neighbor.isInput) continue;
      json["answers"].push_back(
          {{"word", text(neighbor.word)}, {"score", shortestDouble(neighbor.score)}, {"row", neighbor.row}});
    }
  }

  void operator()(const RankAnswer& a) const {
    json["expression"] = formula(a.expression);
    json["word"] = text(a.word);
    json["metric"] = math::metricName(a.metric);
    json["rank"] = a.rank;
    json["rows"] = a.rows;
    json["score"] = shortestDouble(a.score);
  }

  void operator()(const DotAnswer& a) const {
    json["expression"] = formula(a.expression);
    json["length"] = a.length;
    json["answers"] = Json::array();
    for (const DotItem& item : a.items) {
      json["answers"].push_back({{"word", text(item.word)},
                                 {"row", item.row},
                                 {"dot", item.dot},
                                 {"cosine", item.cosine},
                                 {"angle_degrees", item.angleDegrees}});
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
    for (const std::vector<float>& axis : a.axes) json["basis_rows"].push_back(numbers(axis));
  }

  void operator()(const ProjectAnswer& a) const {
    json["answers"] = Json::array();
    for (const ProjectedWord& item : a.items) {
      json["answers"].push_back({{"word", text(item.word)},
                                 {"xyz", numbers(item.xyz)},
                                 {"length", item.length},
                                 {"shown_share", item.shownShare}});
    }
  }

  void operator()(const ShowAnswer& a) const {
    json["items"] = Json::array();
    for (const ShownItem& item : a.items) {
      json["items"].push_back(
          {{"expression", text(item.text)}, {"length", item.length}, {"shown_share", item.shownShare}});
    }
    json["selected"] = a.selected ? text(*a.selected) : Json(nullptr);
  }

  void operator()(const SoftmaxAnswer& a) const {
    json["temperature"] = std::isinf(a.temperature) ? Json("inf") : Json(a.temperature);
    json["labels"] = texts(a.labels);
    json["logits"] = a.logits;
    json["probabilities"] = a.probabilities;
    json["entropy"] = a.entropy;
  }

  void operator()(const ScreenshotAnswer& a) const {
    json["path"] = text(a.path);
    json["width"] = a.width;
    json["height"] = a.height;
  }

  void operator()(const PathAnswer& a) const { json["path"] = text(a.path); }
  void operator()(const MessageAnswer& a) const { json["message"] = text(a.text); }
};

}  // namespace

nlohmann::ordered_json answerJson(std::string_view name, const Answer& answer) {
  Json json;
  json["command"] = name;
  std::visit(JsonWriter{json}, answer);
  return json;
}

}  // namespace es::app
