#include "math/linear/plane_pair.h"

#include <cassert>
#include <cmath>
#include <numbers>

#include "math/linear/similarity.h"

namespace es::math {
namespace {

// Cosine and sine; where a computed one would miss the zero of a right angle, the exact ones.
PlanePlace unitAt(double degrees) {
  const double within = std::remainder(degrees, 360);
  if (within == 0) return {1, 0};
  if (within == 90) return {0, 1};
  if (within == -90) return {0, -1};
  if (std::abs(within) == 180) return {-1, 0};
  const double radians = within * std::numbers::pi / 180;
  return {std::cos(radians), std::sin(radians)};
}

}  // namespace

std::array<PlanePlace, 2> planeThrough(const ConstVector& first, const ConstVector& second) {
  const double firstLength = length(first);
  assert(first.size() == second.size() && firstLength > 0);
  const Eigen::VectorXd along = first.cast<double>() / firstLength;
  const Eigen::VectorXd other = second.cast<double>();
  const double x = along.dot(other);
  return {PlanePlace{firstLength, 0}, PlanePlace{x, (other - x * along).norm()}};
}

double planeDot(const PlanePlace& a, const PlanePlace& b) {
  return a[0] * b[0] + a[1] * b[1];
}

double planeLength(const PlanePlace& a) {
  return std::hypot(a[0], a[1]);
}

double planeAngleDegrees(const PlanePlace& a, const PlanePlace& b) {
  const double aLength = planeLength(a), bLength = planeLength(b);
  assert(aLength > 0 && bLength > 0);
  const PlanePlace u{a[0] / aLength, a[1] / aLength}, v{b[0] / bLength, b[1] / bLength};
  return std::atan2(std::abs(u[0] * v[1] - u[1] * v[0]), planeDot(u, v)) * 180 / std::numbers::pi;
}

PlanePlace turnedFrom(const PlanePlace& from, double degrees, double length) {
  const double fromLength = planeLength(from);
  assert(fromLength > 0);
  const PlanePlace unit{from[0] / fromLength, from[1] / fromLength}, turn = unitAt(degrees);
  return {length * (unit[0] * turn[0] - unit[1] * turn[1]), length * (unit[0] * turn[1] + unit[1] * turn[0])};
}

}  // namespace es::math
