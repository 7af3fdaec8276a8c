#include "app/scene/best_view.h"

#include <cmath>
#include <random>

#include "catch.h"

namespace {

using namespace es::app;

constexpr double kDegrees = 57.29577951308232;

/// From where the eye looks, as a unit vector towards it.
glm::dvec3 towards(const BestSide& side) {
  const double yaw = side.yawDegrees / kDegrees, pitch = side.pitchDegrees / kDegrees;
  return {std::cos(pitch) * std::cos(yaw), std::cos(pitch) * std::sin(yaw), std::sin(pitch)};
}

BestViewSubject fan(std::mt19937& random, std::size_t arrows) {
  std::normal_distribution<float> normal;
  BestViewSubject subject;
  for (std::size_t i = 0; i < arrows; ++i) {
    const glm::vec3 tip{normal(random), normal(random), normal(random)};
    subject.arrows.push_back({glm::vec3(0.0F), tip});
    subject.names.push_back({tip, {60, 20}});
  }
  return subject;
}

}  // namespace

TEST_CASE("arrows in an upright plane are looked at from its front") {
  for (const float turn : {0.0F, 0.7F, 2.1F}) {
    BestViewSubject subject;
    const glm::vec3 along{std::cos(turn), std::sin(turn), 0};
    for (const float up : {-0.4F, 0.1F, 0.5F})
      subject.arrows.push_back({glm::vec3(0.0F), along + glm::vec3(0, 0, up)});
    const glm::dvec3 front{-std::sin(static_cast<double>(turn)), std::cos(static_cast<double>(turn)), 0};
    CHECK(std::abs(glm::dot(towards(bestSide(subject)), front)) > std::cos(25 / kDegrees));
  }
}

TEST_CASE(
    "no side that was not chosen is worth much more, and the same question is seen from the same side") {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> yaw(-180, 180), pitch(-24, 48);
  for (int i = 0; i < 10; ++i) {
    const BestViewSubject subject = fan(random, 1 + static_cast<std::size_t>(i) % 5);
    const BestSide best = bestSide(subject);
    const double worth = worthOf(subject, best);
    for (int other = 0; other < 300; ++other)
      REQUIRE(worthOf(subject, {yaw(random), pitch(random)}) < worth + 0.08);
    CHECK(bestSide(subject).yawDegrees == best.yawDegrees);
    CHECK(bestSide(subject).pitchDegrees == best.pitchDegrees);
  }
}

TEST_CASE("what lies on each other is worth less") {
  BestViewSubject apart;
  apart.arrows = {{{0, 0, 0}, {1, 0, 0.5F}}, {{0, 0, 0}, {1, 0, -0.5F}}};
  BestViewSubject together = apart;
  together.arrows[1].to = {1, 0.3F, 0.5F};  // behind the first, as seen from the front
  const BestSide front{-90, 0};
  CHECK(worthOf(together, front) < worthOf(apart, front) - 0.1);
  BestViewSubject named = apart;
  named.names = {{{1, 0, 0.5F}, {80, 20}}, {{1, 0.2F, 0.5F}, {80, 20}}};
  CHECK(worthOf(named, front) < worthOf(apart, front) - 0.05);
}

TEST_CASE("the most foreshortened arrow counts by itself") {
  // Ten arrows to the east, and one to the north: seen from due south the many are whole, the one a point.
  BestViewSubject subject;
  for (int i = 0; i < 10; ++i)
    subject.arrows.push_back(
        {glm::vec3(0, 0, static_cast<float>(i)), glm::vec3(1, 0, static_cast<float>(i))});
  subject.arrows.push_back({glm::vec3(0, 0, 0), glm::vec3(0, 1, 0)});
  const BestSide best = bestSide(subject);
  CHECK(std::abs(towards(best).y) < std::cos(15 / kDegrees));
}
