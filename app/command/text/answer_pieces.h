#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "math/formula/expression.h"
#include "math/linear/similarity.h"

namespace es::app {

/// What the answers of several subjects are written with: JSON values, and pieces of text for a person.

/// Bytes that are no UTF-8 would be no JSON: then the readable form stands in.
[[nodiscard]] nlohmann::ordered_json jsonText(const std::string& bytes);
[[nodiscard]] nlohmann::ordered_json textsJson(const std::vector<std::string>& list);
[[nodiscard]] nlohmann::ordered_json formulaJson(const math::Expression& expression);
[[nodiscard]] nlohmann::ordered_json numbersJson(const std::vector<float>& list);
/// A number, or "inf".
[[nodiscard]] nlohmann::ordered_json temperatureJson(double temperature);

/// A formula for a cell or a line, as cellText.
[[nodiscard]] std::string formulaCell(const math::Expression& expression);
/// A token between quotes, so that its blank in front is seen.
[[nodiscard]] std::string tokenCell(const std::string& text);
[[nodiscard]] std::string percentText(double share);  // "12.3 %"
/// "12.3 %", or with centring "12.3 % (10.1 % centred)": of a vector's length, of its distance from the mean.
[[nodiscard]] std::string shownShareText(double ofLength, const std::optional<double>& ofCentred);
[[nodiscard]] std::string degreesText(double degrees, int decimals = 1);  // "12.3°"
[[nodiscard]] std::string_view metricTitle(math::Metric metric);
/// "entropy 1.234 nats (like 3.43 equal choices)".
[[nodiscard]] std::string entropyText(double entropy);
/// "#######": a share of the terminal's widest bar.
[[nodiscard]] std::string barText(double share);
/// "3 layers", "1 layer".
[[nodiscard]] std::string countedText(long long count, std::string_view noun);

}  // namespace es::app
