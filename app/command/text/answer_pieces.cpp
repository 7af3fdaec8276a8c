#include "app/command/text/answer_pieces.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

Json jsonText(const std::string& bytes) {
  Json value = bytes;
  try {
    (void)value.dump();
  } catch (const Json::type_error&) {
    return base::displayText(bytes);
  }
  return value;
}

Json textsJson(const std::vector<std::string>& list) {
  Json values = Json::array();
  for (const std::string& item : list) values.push_back(jsonText(item));
  return values;
}

Json formulaJson(const math::Expression& expression) {
  return jsonText(math::formatExpression(expression));
}

Json numbersJson(const std::vector<float>& list) {
  Json values = Json::array();
  for (const float item : list) values.push_back(base::shortestDouble(item));
  return values;
}

Json temperatureJson(double temperature) {
  return std::isinf(temperature) ? Json("inf") : Json(temperature);
}

std::string formulaCell(const math::Expression& expression) {
  return cellText(math::formatExpression(expression));
}

std::string tokenCell(const std::string& text) {
  return '"' + cellText(text) + '"';
}

std::string percentText(double share) {
  return base::fixedText(100 * share, 1) + " %";
}

std::string shownShareText(double ofLength, const std::optional<double>& ofCentred) {
  const std::string shown = percentText(ofLength);
  return ofCentred ? fmt::format("{} ({} centred)", shown, percentText(*ofCentred)) : shown;
}

std::string degreesText(double degrees, int decimals) {
  return base::fixedText(degrees, decimals) + "°";
}

std::string_view metricTitle(math::Metric metric) {
  switch (metric) {
    case math::Metric::Euclidean:
      return "Euclidean distance, smaller is nearer";
    case math::Metric::Dot:
      return "dot product";
    case math::Metric::Cosine:
      break;
  }
  return "cosine";
}

std::string entropyText(double entropy) {
  return fmt::format("entropy {} nats (like {} equal choices)", base::fixedText(entropy, 3),
                     base::fixedText(std::exp(entropy), 2));
}

std::string barText(double share) {
  constexpr double kWidth = 30;
  return std::string(static_cast<std::size_t>(std::lround(kWidth * share)), '#');
}

std::string countedText(long long count, std::string_view noun) {
  return fmt::format("{} {}{}", base::groupedText(count), noun, count == 1 ? "" : "s");
}

}  // namespace es::app
