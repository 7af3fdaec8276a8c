#include "app/scene/camera_controller.h"

#include <cmath>

#include "catch.h"
#include "small_space.h"

namespace {

using namespace es;
using namespace es::app;

struct Scenery {
  DocumentState document = test::smallDocument();
  ViewState view;
  SlicePlayer space;
  FigureCache figures;
  CameraController camera;

  Scenery() {
    view.turning = false;
    NeighborsCommand ask;
    ask.expression = math::parseExpression("king - man + woman");
    document = test::after(document, ask);
    space.follow(document, false);
  }
  CameraSubject subject() { return {view, document, space, figures}; }
  void slice(std::uint64_t seed) {
    SliceCommand command;
    command.spec.kind = SliceKind::Random;
    command.spec.seed = seed;
    document = test::after(document, command);
  }
};

}  // namespace

TEST_CASE(
    "what is framed stays framed in a picture of any shape, until the camera is moved or the slice is "
    "another") {
  Scenery stage;
  const CameraPose unframed = stage.view.camera;
  stage.camera.fit(0.2F, stage.subject());
  CHECK(stage.view.camera == unframed);
  CHECK(stage.camera.shape().aspect == 0.2F);
  stage.camera.frame(stage.subject());
  const CameraPose narrow = stage.view.camera;
  const CameraPose wide = stage.camera.poseFor(3, stage.view.camera, stage.document, stage.space.extent());
  CHECK(stage.view.camera == narrow);  // asked, not moved
  CHECK(wide.distance < narrow.distance);
  stage.camera.fit(3, stage.subject());
  CHECK(stage.view.camera == wide);
  stage.camera.fit(0.2F, stage.subject());
  CHECK(stage.view.camera.distance == Approx(narrow.distance));
  stage.slice(4);
  const CameraPose before = stage.view.camera;
  stage.camera.fit(3, stage.subject());
  CHECK(stage.view.camera == before);  // other places lie in it
}

TEST_CASE(
    "a glide starts and ends where it should, on the short way round, and takes its time whatever the "
    "steps") {
  for (const int steps : {1, 7, 60}) {
    Scenery stage;
    CameraPose from, to;
    from.distance = 2;
    from.yawDegrees = 170;
    to.distance = 8;
    to.yawDegrees = -170;
    to.target = {1, 0, 0};
    stage.view.camera = to;
    stage.camera.glideFrom(from, stage.view, 0.5);
    CHECK(stage.view.camera == from);
    CHECK(stage.camera.gliding());
    double last = 2;
    for (int step = 0; step < steps; ++step) {
      CHECK(stage.camera.gliding());
      stage.camera.advance(0.49 / steps, stage.subject());
      CHECK(stage.view.camera.distance >= last);
      CHECK(std::abs(stage.view.camera.yawDegrees) >= 169.9);
      last = stage.view.camera.distance;
    }
    CHECK(stage.camera.gliding());
    stage.camera.advance(0.02, stage.subject());
    CHECK_FALSE(stage.camera.gliding());
    CHECK(stage.view.camera == to);
  }
}

TEST_CASE("without motion the camera is there at once, and a glide under way ends") {
  Scenery stage;
  CameraPose from, to;
  from.distance = 2;
  to.distance = 8;
  stage.view.camera = to;
  stage.camera.glideFrom(from, stage.view);
  CHECK(stage.camera.gliding());
  stage.view.motion = false;
  stage.view.camera = to;
  stage.camera.glideFrom(from, stage.view);
  CHECK(stage.view.camera == to);
  CHECK_FALSE(stage.camera.gliding());
}

TEST_CASE("whoever reads the camera finds it where it is going; whoever takes hold of it stops it") {
  Scenery stage;
  CameraPose from, to;
  from.distance = 2;
  to.distance = 8;
  stage.view.camera = to;
  stage.camera.glideFrom(from, stage.view);
  stage.camera.advance(0.1, stage.subject());
  stage.camera.finish(stage.view);
  CHECK(stage.view.camera == to);
  CHECK_FALSE(stage.camera.gliding());

  stage.camera.glideFrom(from, stage.view);
  stage.camera.advance(0.1, stage.subject());
  stage.view.turning = true;
  const CameraPose held = stage.view.camera;
  stage.camera.hold(stage.view);
  stage.camera.advance(0.1, stage.subject());
  CHECK(stage.view.camera == held);
  CHECK_FALSE(stage.view.turning);
}

TEST_CASE("the slow turn is even, stays within half a turn, and waits for a glide") {
  Scenery stage;
  stage.view.turning = true;
  stage.view.camera.yawDegrees = 179;
  stage.camera.advance(0.5, stage.subject());
  CHECK(stage.view.camera.yawDegrees == Approx(179 + 0.5 * CameraController::kTurnDegreesPerSec - 360));
  stage.camera.glideFrom(stage.view.camera, stage.view, 1);
  const double yaw = stage.view.camera.yawDegrees;
  stage.camera.advance(0.5, stage.subject());
  CHECK(stage.view.camera.yawDegrees == Approx(yaw).margin(1e-3));
  Scenery empty;
  empty.view.turning = true;
  empty.document = {};
  empty.space.follow(empty.document, false);
  const CameraPose pose = empty.view.camera;
  empty.camera.advance(0.5, empty.subject());
  CHECK(empty.view.camera == pose);
}

TEST_CASE("a new slice is gone along with, and a shape that changes on the way is the shape at its end") {
  Scenery stage;
  stage.camera.frame(stage.subject());
  const CameraPose before = stage.view.camera;
  stage.slice(9);
  stage.space.follow(stage.document, true);
  stage.camera.follow(stage.subject());
  CHECK(stage.camera.gliding());
  CHECK(stage.view.camera == before);
  stage.camera.advance(0.3, stage.subject());
  const CameraPose seen = stage.view.camera;
  stage.camera.fit(0.5F, stage.subject());
  CHECK(stage.view.camera == seen);  // on its way as it was
  stage.camera.finish(stage.view);
  const CameraPose end = stage.view.camera;
  stage.camera.frame(stage.subject());
  CHECK(stage.view.camera.distance == Approx(end.distance));
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(stage.view.camera.target[i] == Approx(end.target[i]).margin(1e-3 * end.distance));
}

TEST_CASE("a camera that frames itself is pinned down where it is, any other stays") {
  Scenery stage;
  REQUIRE(stage.view.camera.distance == 0);
  const render::Camera seen = cameraOf(stage.view.camera, stage.space.extent(), stage.camera.shape());
  stage.camera.pinDown(stage.subject());
  CHECK(stage.view.camera.distance == Approx(seen.distance));
  stage.view.camera.distance = 5;
  const CameraPose pose = stage.view.camera;
  stage.camera.pinDown(stage.subject());
  CHECK(stage.view.camera == pose);
}

TEST_CASE("framing and drawing share one set of figures") {
  Scenery stage;
  stage.camera.frame(stage.subject());
  stage.camera.fit(0.7F, stage.subject());
  for (int frame = 0; frame < 3; ++frame) {
    const auto figures = stage.figures.of(stage.document, stage.view.pathLength);
    CHECK(figures->formulas.size() == 1);
  }
  CHECK(stage.figures.made() == 1);
}

TEST_CASE("what is framed lies in the part of the picture that no card covers") {
  Scenery stage;
  const glm::vec2 size(1000, 700);
  for (const RectPx& clear :
       {RectPx{300, 0, 700, 700}, RectPx{0, 0, 1000, 400}, RectPx{200, 100, 500, 600}}) {
    const PictureFrame frame(size.x, size.y, clear);
    CHECK(frame.clearPx(size.x, size.y).x == Approx(clear.x));
    CHECK(frame.clearPx(size.x, size.y).height == Approx(clear.height));
    stage.camera.fit(frame, stage.subject());
    stage.camera.frame(stage.subject());
    const render::Camera camera = cameraOf(stage.view.camera, stage.space.extent(), frame);
    for (const Neighbor& neighbor : stage.document.neighbors->ranked) {
      const glm::vec3 place = stage.space.positions()[static_cast<std::size_t>(neighbor.row)];
      const glm::vec3 px = render::pxFromWorld(camera, size, place);
      CHECK(clear.contains(px.x, px.y));
    }
    CHECK(glm::distance(glm::vec2(render::pxFromWorld(camera, size, camera.target)),
                        glm::vec2(clear.x + clear.width / 2, clear.y + clear.height / 2)) < 0.1F);
  }
  CHECK(PictureFrame(10, 5, {}) == PictureFrame(2.0F));
}

TEST_CASE("a card that comes pushes the picture aside with a motion, a window's edge is followed at once") {
  Scenery stage;
  stage.view.motion = true;
  stage.camera.fit(PictureFrame(1000, 700, {}), stage.subject());
  stage.camera.frame(stage.subject());
  stage.camera.fit(PictureFrame(1200, 700, {}), stage.subject());
  CHECK(stage.camera.shapeNow() == stage.camera.shape());
  const PictureFrame covered(1200, 700, {300, 0, 900, 700});
  stage.camera.fit(covered, stage.subject());
  CHECK(stage.camera.shapeNow() != covered);
  CHECK(stage.camera.gliding());
  for (int step = 0; step < 120; ++step) stage.camera.advance(1.0 / 60, stage.subject());
  CHECK(stage.camera.shapeNow() == covered);
  CHECK_FALSE(stage.camera.gliding());
}

TEST_CASE("a camera that frames what is asked for frames what is asked for next; one put by hand stays") {
  Scenery stage;
  stage.view.motion = false;
  stage.camera.frame(stage.subject());
  const CameraPose asked = stage.view.camera;
  CHECK(stage.camera.stands(stage.view));
  stage.camera.refit(stage.subject());
  CHECK(stage.view.camera == asked);  // nothing else is asked for
  const DocumentState question = stage.document;
  stage.document.neighbors = nullptr;
  stage.camera.refit(stage.subject());
  CHECK(stage.view.camera.distance == 0);  // the whole cloud
  stage.document = question;
  stage.camera.frame(stage.subject());
  stage.view.camera.distance *= 2;
  const CameraPose hand = stage.view.camera;
  CHECK_FALSE(stage.camera.stands(stage.view));
  stage.document.neighbors = nullptr;
  stage.camera.refit(stage.subject());
  CHECK(stage.view.camera == hand);
}

TEST_CASE("the camera is away once it is far nearer, farther or aside, not when it is turned") {
  Scenery stage;
  const auto away = [&] {
    return stage.camera.isAway(stage.view, stage.document, stage.space.extent(), stage.figures);
  };
  CHECK_FALSE(away());  // it frames itself
  stage.camera.frame(stage.subject());
  const CameraPose framed = stage.view.camera;
  CHECK_FALSE(away());
  stage.view.camera.yawDegrees += 5;
  CHECK_FALSE(away());
  for (const double times : {0.4, 2.5}) {
    stage.view.camera = framed;
    stage.view.camera.distance *= times;
    CHECK(away());
  }
  stage.view.camera = framed;
  stage.view.camera.target[2] += framed.distance;
  CHECK(away());
}
