#include "app/document/columns/column_legend.h"

#include <algorithm>
#include <cmath>

#include "base/number_text.h"

namespace es::app {

std::string legendValueText(const ColumnLegend& legend, double value) {
  constexpr double kDaySec = 86'400, kLargest = 1e7, kFigures = 100;
  constexpr int kMostDecimals = 9;
  const double range = legend.greatest - legend.least;
  if (legend.kind == model::ColumnKind::Date)
    return model::dateText(range > 2 * kDaySec ? std::floor(value / kDaySec) * kDaySec : value);
  if (value == std::round(value) && std::abs(value) < kLargest) return base::fixedText(value, 0);
  const double step = range > 0 ? range / kFigures : std::abs(value) / kFigures;
  const double decimals = std::ceil(-std::log10(step));
  if (decimals > kMostDecimals) return base::numberText(value);
  return base::fixedText(value, static_cast<int>(std::max(0.0, decimals)));
}

}  // namespace es::app
