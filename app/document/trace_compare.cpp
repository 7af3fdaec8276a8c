#include "app/document/trace_compare.h"

namespace es::app {
namespace {
constexpr double kPartedShare = 0.25;  // of the start's length
}

std::optional<int> partingStep(const TokenTrace& a, const TokenTrace& b) {
  const bool comparable = a.id == b.id && a.vectors.rows() > 0 && a.vectors.rows() == b.vectors.rows() &&
                          a.vectors.cols() == b.vectors.cols();
  if (!comparable) return std::nullopt;
  const double reach = kPartedShare * a.vectors.row(0).cast<double>().norm();
  for (math::Index step = 0; step < a.vectors.rows(); ++step) {
    if ((a.vectors.row(step) - b.vectors.row(step)).cast<double>().norm() > reach)
      return static_cast<int>(step);
  }
  return std::nullopt;
}

}  // namespace es::app
