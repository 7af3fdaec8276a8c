#pragma once

#include <string>

#include "app/document/coloring.h"

namespace es::app {

/// A number or a date of a legend's scale, with as many places as its range needs: "1987", "0.25",
/// "2024-03-01"; minus signs as files have them.
[[nodiscard]] std::string legendValueText(const ColumnLegend& legend, double value);

}  // namespace es::app
