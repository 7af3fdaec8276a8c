#pragma once

#include <array>

#include "math/types.h"

namespace es::math {

using PlanePlace = std::array<double, 2>;  // x, y

/// Two vectors in the plane through both, which keeps their lengths, their angle and their dot product
/// (Gram-Schmidt, in double): the first lies on the positive x axis, the second on it or above it, in one
/// dimension on either side of the origin. Equal sizes; the first must not be all zero (asserted).
std::array<PlanePlace, 2> planeThrough(const ConstVector& first, const ConstVector& second);

double planeDot(const PlanePlace& a, const PlanePlace& b);
double planeLength(const PlanePlace& a);
/// [0, 180]; neither may be zero (asserted).
double planeAngleDegrees(const PlanePlace& a, const PlanePlace& b);
/// The vector of this length, `degrees` counter-clockwise from `from` (not zero, asserted). Exact for
/// multiples of 90 degrees from an axis.
PlanePlace turnedFrom(const PlanePlace& from, double degrees, double length);

}  // namespace es::math
