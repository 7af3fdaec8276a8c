#include <nlohmann/json.hpp>

#include "app/command/answer_model.h"
#include "base/number_text.h"

namespace es::app {

namespace {

using Json = nlohmann::ordered_json;

Json titleJson(const LessonTitle& title) {
  return {{"name", title.name}, {"title", title.title}, {"about", title.about}, {"steps", title.steps}};
}

}  // namespace

void writeModelJson(Json& json, const LessonAnswer& answer) {
  json["name"] = answer.lesson ? Json(answer.lesson->name) : Json(nullptr);
  if (answer.lesson) {
    json["title"] = answer.lesson->title;
    json["step"] = answer.step;
    json["steps"] = answer.lesson->steps;
    json["caption"] = answer.caption;
  }
  if (answer.shelf.empty()) return;
  json["lessons"] = Json::array();
  for (const LessonTitle& title : answer.shelf) json["lessons"].push_back(titleJson(title));
}

void writeModelJson(Json& json, const PairsAnswer& answer) {
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

void writeModelJson(Json& json, const ProductAnswer& answer) {
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

void writeModelJson(Json& json, const DirectionsAnswer& answer) {
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

void writeModelJson(Json& json, const VectorAnswer& answer) {
  json["word"] = jsonText(answer.word);
  json["row"] = answer.row;
  json["length"] = answer.length;
  json["values"] = numbersJson(answer.values);
}

void writeModelJson(Json& json, const UnembedAnswer& answer) {
  json["text"] = jsonText(answer.text);
  json["temperature"] = jsonTemperature(answer.temperature);
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

void writeModelJson(Json& json, const RecordAnswer& answer) {
  json["path"] = jsonText(answer.path);
  json["width"] = answer.width;
  json["height"] = answer.height;
  json["frames"] = answer.frames;
  json["fps"] = answer.fps;
}

void writeModelJson(Json& json, const ExportAnswer& answer) {
  json["path"] = answer.path.empty() ? Json(nullptr) : jsonText(answer.path);
  json["what"] = answer.what;
  json["rows"] = answer.rows;
}

}  // namespace es::app
