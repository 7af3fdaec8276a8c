#pragma once

#include <optional>
#include <string_view>

#include "math/types.h"

namespace es::math {

enum class Metric { Cosine, Euclidean, Dot };

std::string_view metricName(Metric metric);                   // "cosine", "euclidean", "dot"
std::optional<Metric> metricFromName(std::string_view name);  // nothing for any other name

/// All three are summed in double. Vectors of equal length in, at least one dimension.
double dot(const ConstVector& a, const ConstVector& b);
double cosine(const ConstVector& a, const ConstVector& b);        // 0 where either is all zero
double angleDegrees(const ConstVector& a, const ConstVector& b);  // [0, 180]; 90 where either is all zero
double length(const ConstVector& a);                              // does not overflow for entries up to 1e38

}  // namespace es::math
