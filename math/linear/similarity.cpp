#include "math/linear/similarity.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace es::math {
namespace {

constexpr std::array<std::pair<Metric, std::string_view>, 3> kMetricNames{
    {{Metric::Cosine, "cosine"}, {Metric::Euclidean, "euclidean"}, {Metric::Dot, "dot"}}};

}  // namespace

std::string_view metricName(Metric metric) {
  const auto* found = std::ranges::find(kMetricNames, metric, [](const auto& entry) { return entry.first; });
  assert(found != kMetricNames.end());
  return found->second;
}

std::optional<Metric> metricFromName(std::string_view name) {
  for (const auto& [metric, known] : kMetricNames)
    if (known == name) return metric;
  return std::nullopt;
}

double dot(const ConstVector& a, const ConstVector& b) {
  assert(a.size() == b.size() && a.size() > 0);
  return a.cast<double>().dot(b.cast<double>());
}

double cosine(const ConstVector& a, const ConstVector& b) {
  const double lengths = length(a) * length(b);
  return lengths == 0 ? 0 : std::clamp(dot(a, b) / lengths, -1.0, 1.0);
}

double angleDegrees(const ConstVector& a, const ConstVector& b) {
  assert(a.size() == b.size() && a.size() > 0);
  const double lengthA = length(a);
  const double lengthB = length(b);
  if (lengthA == 0 || lengthB == 0) return 90;
  // The half-angle tangent keeps its precision near 0 and 180 degrees, where the arc cosine has none.
  const Eigen::VectorXd unitA = a.cast<double>() / lengthA;
  const Eigen::VectorXd unitB = b.cast<double>() / lengthB;
  const double halfRad = std::atan2((unitA - unitB).norm(), (unitA + unitB).norm());
  return std::clamp(2 * halfRad * 180 / std::numbers::pi, 0.0, 180.0);
}

double length(const ConstVector& a) {
  return a.cast<double>().norm();
}

}  // namespace es::math
