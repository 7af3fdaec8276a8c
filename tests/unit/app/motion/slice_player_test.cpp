#include "app/motion/slice_player.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>
#include <vector>

#include "app/scene/camera_pose.h"
#include "catch.h"
#include "small_space.h"

namespace {

/// Lets a turn's first projection arrive, then plays it in steps.
template <class Look>
void playTurn(es::app::SlicePlayer& player, const Look& look) {
  for (int i = 0; i < 2000 && player.moving(); ++i) {
    player.advance(0.02);
    look();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

es::app::SliceCommand randomSlice(std::uint64_t seed) {
  es::app::SliceCommand command;
  command.spec.kind = es::app::SliceKind::Random;
  command.spec.seed = seed;
  return command;
}

std::vector<glm::vec3> askedOf(const es::app::DocumentState& document) {
  es::app::FigureCache figures;
  return es::app::askedPlaces(document, *figures.of(document, {}));
}

}  // namespace

TEST_CASE("a turn ends exactly in the new slice and never stretches a vector on the way") {
  const es::app::DocumentState before = es::test::smallDocument();
  const es::app::DocumentState after = es::test::after(before, randomSlice(5));
  es::app::SlicePlayer player;
  player.follow(before, true);
  CHECK_FALSE(player.moving());  // a new table is there at once
  player.follow(after, true);
  REQUIRE(player.moving());
  const auto& table = *before.space->table;
  int looks = 0;
  playTurn(player, [&] {
    ++looks;
    for (es::math::Index row = 0; row < table.size(); row += 17) {
      const glm::vec3 place = player.positions()[static_cast<std::size_t>(row)];
      REQUIRE(glm::length(place) <= table.lengths()[row] * 1.0001F);
      REQUIRE(glm::length(place - player.place(table.vector(row))) <
              1e-4F);  // points and arrows turn together
    }
  });
  CHECK(looks > 10);
  REQUIRE_FALSE(player.moving());
  for (es::math::Index row = 0; row < table.size(); ++row) {
    const glm::vec3 place = player.positions()[static_cast<std::size_t>(row)];
    const auto point = after.sliced->points.row(row);
    CHECK(glm::length(place - glm::vec3(point[0], point[1], point[2])) == 0);
  }
}

TEST_CASE("a turn that is skipped is where it ends, and remembers where it came from") {
  const es::app::DocumentState first = es::test::smallDocument();
  const es::app::DocumentState second = es::test::after(first, randomSlice(5));
  es::app::SlicePlayer player;
  player.follow(first, true);
  CHECK(player.before() == nullptr);
  player.follow(second, true);
  CHECK(player.before() == first.sliced);
  player.waitUntilPrepared();
  CHECK_FALSE(player.preparing());
  for (std::size_t row = 0; row < player.positions().size(); ++row) {  // it has not begun to turn
    const auto point = first.sliced->points.row(static_cast<es::math::Index>(row));
    REQUIRE(glm::length(player.positions()[row] - glm::vec3(point[0], point[1], point[2])) < 1e-4F);
  }
  player.finish();
  CHECK_FALSE(player.moving());
  for (std::size_t row = 0; row < player.positions().size(); ++row) {
    const auto point = second.sliced->points.row(static_cast<es::math::Index>(row));
    REQUIRE(player.positions()[row] == glm::vec3(point[0], point[1], point[2]));
  }
}

TEST_CASE("a turn that another takes the place of leaves the words where they are until that one begins") {
  const es::app::DocumentState first = es::test::smallDocument();
  const es::app::DocumentState second = es::test::after(first, randomSlice(5));
  const es::app::DocumentState third = es::test::after(first, randomSlice(6));
  es::app::SlicePlayer player;
  player.follow(first, true);
  player.follow(second, true);
  const std::uint64_t resting = player.revision();
  while (player.revision() == resting) player.advance(0.3 * es::app::SlicePlayer::kTurnSec);
  const std::vector<glm::vec3> onTheWay(player.positions().begin(), player.positions().end());
  player.follow(third, true);
  CHECK(std::ranges::equal(player.positions(), onTheWay));
  player.follow(second, true);  // nor does one that has not begun yet
  player.follow(third, true);
  CHECK(std::ranges::equal(player.positions(), onTheWay));
  playTurn(player, [] {});
  REQUIRE_FALSE(player.moving());
  for (std::size_t row = 0; row < onTheWay.size(); ++row) {
    const auto point = third.sliced->points.row(static_cast<es::math::Index>(row));
    REQUIRE(player.positions()[row] == glm::vec3(point[0], point[1], point[2]));
  }
}

TEST_CASE("turning to a centred slice shifts smoothly to the mean") {
  const es::app::DocumentState before = es::test::smallDocument();
  const es::app::DocumentState after = es::test::after(before, es::app::CentringCommand{true});
  es::app::SlicePlayer player;
  player.follow(before, true);
  player.follow(after, true);
  playTurn(player, [] {});
  glm::vec3 mean{0};
  for (const glm::vec3& place : player.positions()) mean += place;
  CHECK(glm::length(mean) / static_cast<float>(player.positions().size()) < 1e-4F);
}

TEST_CASE("framing a selected word holds its arrow from the origin to the tip") {
  es::app::DocumentState document = es::test::smallDocument();
  document.selected = 7;
  es::app::SlicePlayer player;
  player.follow(document, false);
  const es::app::CameraPose pose = es::app::framedPose({}, askedOf(document), player.extent(), 1.6F);
  const es::render::Camera camera = es::app::cameraOf(pose, player.extent(), 1.6F);
  for (const glm::vec3& end : {player.place(es::math::Vector::Zero(8)), player.positions()[7]}) {
    const glm::vec3 px = es::render::pxFromWorld(camera, {1280, 800}, end);
    CHECK(px.z > 0);
    CHECK(std::abs(px.x - 640) <= 640);
    CHECK(std::abs(px.y - 400) <= 400);
  }
}

TEST_CASE("framing puts everything that was asked into the middle of a picture of any shape, from anywhere") {
  es::app::DocumentState document = es::test::smallDocument();
  es::app::NeighborsCommand ask;
  ask.expression = es::math::parseExpression("king - man + woman");
  document = es::test::after(document, ask);
  es::app::SlicePlayer player;
  player.follow(document, false);
  std::mt19937 random(5);
  std::uniform_real_distribution<double> yaw(-180, 180), pitch(-80, 80), aspect(0.4, 4), fov(15, 90);
  for (int trial = 0; trial < 200; ++trial) {
    es::app::ViewState view;
    view.camera.yawDegrees = yaw(random);
    view.camera.pitchDegrees = pitch(random);
    view.camera.fovDegrees = fov(random);
    const auto shape = static_cast<float>(aspect(random));
    CAPTURE(view.camera.yawDegrees, view.camera.pitchDegrees, view.camera.fovDegrees, shape);
    const es::app::CameraPose pose =
        es::app::framedPose(view.camera, askedOf(document), player.extent(), shape);
    const es::render::Camera camera = es::app::cameraOf(pose, player.extent(), shape);
    for (const es::app::Neighbor& neighbor : document.neighbors->ranked) {
      const glm::vec3 px = es::render::pxFromWorld(
          camera, {1000 * shape, 1000}, player.positions()[static_cast<std::size_t>(neighbor.row)]);
      CHECK(px.z > 0);
      CHECK(std::abs(px.x / shape - 500) <= 340);  // two thirds, and a little for the pose's rounding
      CHECK(std::abs(px.y - 500) <= 385);
    }
  }
}
