#include "app/motion/cloud_extent.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/parallel.h"

namespace es::app {
namespace {

using math::Index;

constexpr Index kStripeRows = 1 << 14;
constexpr unsigned kBinBits = 15;  // sign excluded, of the upper half of a float

struct Stripe {
  Index first, end;
};
Stripe stripeOf(Index part, Index rows) {
  return {part * kStripeRows, std::min((part + 1) * kStripeRows, rows)};
}
Index stripeCount(Index rows) {
  return (rows + kStripeRows - 1) / kStripeRows;
}

/// Sums by stripes, which do not depend on the threads.
Eigen::Vector3f meanOf(const math::Points& points) {
  std::vector<Eigen::Vector3d> sums(static_cast<std::size_t>(stripeCount(points.rows())));
  base::inParallel(stripeCount(points.rows()), [&](Index part) {
    const auto [first, end] = stripeOf(part, points.rows());
    double x = 0, y = 0, z = 0;
    for (const float* at = points.data() + 3 * first; at != points.data() + 3 * end; at += 3) {
      x += static_cast<double>(at[0]);
      y += static_cast<double>(at[1]);
      z += static_cast<double>(at[2]);
    }
    sums[static_cast<std::size_t>(part)] = {x, y, z};
  });
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const Eigen::Vector3d& one : sums) sum += one;
  return (sum / static_cast<double>(points.rows())).cast<float>();
}

std::vector<float> squaredDistances(const math::Points& points, const Eigen::Vector3f& from) {
  std::vector<float> squares(static_cast<std::size_t>(points.rows()));
  base::inParallel(stripeCount(points.rows()), [&](Index part) {
    const auto [first, end] = stripeOf(part, points.rows());
    for (Index row = first; row < end; ++row) {
      const float x = points(row, 0) - from.x(), y = points(row, 1) - from.y(), z = points(row, 2) - from.z();
      squares[static_cast<std::size_t>(row)] = x * x + y * y + z * z;
    }
  });
  return squares;
}

std::size_t binOf(float positive) {
  return std::bit_cast<std::uint32_t>(positive) >> (31U - kBinBits) & ((1U << kBinBits) - 1U);
}

/// What would stand at `place` if the numbers, all >= 0 or not a number, were sorted. The bits of such floats
/// sort as they do, so a histogram of their upper bits finds the few among which it is.
float sortedAt(const std::vector<float>& numbers, std::size_t place) {
  std::vector<std::size_t> counts(std::size_t{1} << kBinBits);
  for (const float number : numbers) ++counts[binOf(number)];
  std::size_t bin = 0;
  for (; place >= counts[bin]; ++bin) place -= counts[bin];
  std::vector<float> inBin;
  inBin.reserve(counts[bin]);
  for (const float number : numbers)
    if (binOf(number) == bin) inBin.push_back(number);
  const auto at = inBin.begin() + static_cast<std::ptrdiff_t>(place);
  std::ranges::nth_element(inBin, at, {}, [](float number) { return std::bit_cast<std::uint32_t>(number); });
  return *at;
}

}  // namespace

CloudExtent measureExtent(const math::Points& points) {
  if (points.rows() == 0) return {};
  const Eigen::Vector3f mean = meanOf(points);
  const auto place = static_cast<std::size_t>(0.99 * static_cast<double>(points.rows() - 1));
  const float radius = std::sqrt(sortedAt(squaredDistances(points, mean), place));
  return {{mean.x(), mean.y(), mean.z()}, std::isfinite(radius) && radius > 0 ? radius : 1.0F};
}

}  // namespace es::app
