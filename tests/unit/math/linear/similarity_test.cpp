#include "math/linear/similarity.h"

#include <cmath>

#include "catch.h"

using namespace es::math;

namespace {
Vector vector3(float x, float y, float z) {
  return Eigen::Vector3f(x, y, z);
}
}  // namespace

TEST_CASE("metric names go both ways and nothing else is a metric") {
  for (const Metric metric : {Metric::Cosine, Metric::Euclidean, Metric::Dot})
    CHECK(metricFromName(metricName(metric)) == metric);
  CHECK(metricName(Metric::Euclidean) == "euclidean");
  CHECK_FALSE(metricFromName("Cosine").has_value());
  CHECK_FALSE(metricFromName("").has_value());
}

TEST_CASE("dot, cosine, angle and length of known vectors") {
  const Vector a = vector3(3, 4, 0);
  const Vector b = vector3(-4, 3, 0);
  CHECK(dot(a, a) == 25);
  CHECK(dot(a, b) == 0);
  CHECK(length(a) == 5);
  CHECK(cosine(a, Vector(-2 * a)) == -1);
  CHECK(angleDegrees(a, b) == Approx(90));
  CHECK(angleDegrees(a, Vector(-a)) == Approx(180));
  CHECK(angleDegrees(a, Vector(7 * a)) == 0);
  CHECK(angleDegrees(vector3(1, 0, 0), vector3(1, 1, 0)) == Approx(45));
}

TEST_CASE("small angles keep their digits") {
  const double angleRad = 1e-6;
  const Vector a = vector3(1, 0, 0);
  const Vector b = vector3(1, static_cast<float>(angleRad), 0);
  CHECK(angleDegrees(a, b) == Approx(angleRad * 180 / 3.14159265358979).epsilon(1e-6));
}

TEST_CASE("zero vectors and extremes are defined") {
  const Vector zero = Vector::Zero(3);
  const Vector huge = vector3(1e38F, 1e38F, 1e38F);
  const Vector tiny = vector3(1e-38F, 0, 1e-38F);
  CHECK(cosine(zero, huge) == 0);
  CHECK(angleDegrees(zero, huge) == 90);
  CHECK(length(huge) == Approx(std::sqrt(3.0) * 1e38));
  CHECK(cosine(huge, huge) == Approx(1));
  CHECK(cosine(tiny, huge) == Approx(std::sqrt(2.0 / 3)));
  CHECK(dot(huge, huge) == Approx(3e76));
}
