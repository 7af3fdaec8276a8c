#include "math/linear/plane_pair.h"

#include <cmath>
#include <random>

#include "catch.h"
#include "math/linear/similarity.h"

using namespace es::math;

namespace {

Vector randomVector(Index dims, std::mt19937& bits) {
  Vector vector(dims);
  for (Index i = 0; i < dims; ++i)
    vector[i] = static_cast<float>(static_cast<double>(bits()) / 4294967296.0 * 4 - 2);
  return vector;
}

void checkFaithful(const Vector& a, const Vector& b) {
  const auto [first, second] = planeThrough(a, b);
  const double size = length(a) * length(b);
  CHECK(first[1] == 0);
  CHECK(first[0] > 0);
  CHECK(second[1] >= 0);
  CHECK(planeLength(first) == Approx(length(a)).epsilon(1e-12));
  CHECK(std::abs(planeLength(second) - length(b)) <= 1e-12 * length(b));
  CHECK(std::abs(planeDot(first, second) - dot(a, b)) <= 1e-12 * size);
  CHECK(std::abs(planeAngleDegrees(first, second) - angleDegrees(a, b)) <= 1e-5);
}

}  // namespace

TEST_CASE("the plane through two vectors hides nothing of lengths, angle and dot product") {
  std::mt19937 bits(5);
  for (const Index dims : {1, 2, 3, 50, 300}) {
    for (int round = 0; round < 20; ++round) {
      const Vector a = randomVector(dims, bits), b = randomVector(dims, bits);
      checkFaithful(a, b);
      checkFaithful(a * 1e18F, b * 1e-18F);
    }
  }
}

TEST_CASE("parallel and opposite vectors lie on the first axis") {
  std::mt19937 bits(6);
  const Vector a = randomVector(40, bits);
  for (const float factor : {2.0F, 1.0F, -0.5F}) {
    const auto [first, second] = planeThrough(a, a * factor);
    CHECK(second[0] == Approx(static_cast<double>(factor) * first[0]).epsilon(1e-12));
    CHECK(second[1] <= 1e-12 * first[0]);
  }
  CHECK(planeThrough(a, Vector::Zero(40))[1] == PlanePlace{0, 0});
}

TEST_CASE("turning keeps the length, and right angles are exact") {
  CHECK(turnedFrom({3, 0}, 90, 2) == PlanePlace{0, 2});
  CHECK(turnedFrom({3, 0}, -90, 2) == PlanePlace{0, -2});
  CHECK(turnedFrom({3, 0}, 450, 2) == PlanePlace{0, 2});
  CHECK(turnedFrom({3, 0}, -180, 2) == PlanePlace{-2, 0});
  CHECK(planeDot({3, 4}, turnedFrom({3, 4}, 90, 7)) == 0);
  for (const double degrees : {-170.0, -60.0, 1e-3, 30.0, 179.0}) {
    const PlanePlace turned = turnedFrom({-1, 2}, degrees, 5);
    CHECK(planeLength(turned) == Approx(5).epsilon(1e-14));
    CHECK(planeAngleDegrees({-1, 2}, turned) == Approx(std::abs(degrees)).epsilon(1e-10));
  }
}
