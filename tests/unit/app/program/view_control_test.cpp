#include "app/program/view_control.h"

#include "app/scene/camera_pose.h"
#include "catch.h"
#include "small_space.h"

using namespace es;
using namespace es::app;

namespace {

struct Scenery {
  DocumentState document = test::smallDocument();
  ViewState view;
  SlicePlayer space;
  FigureCache figures;
  ViewControl control;
  RectPx picture{0, 0, 1280, 800};
  std::vector<DrawnLabel> drawn;

  Scenery() { space.follow(document, false); }
  ViewControlResult point(const PointerInput& pointer) {
    SceneInput scene = sceneInput({document, view, space, figures}, {});
    scene.drawn = drawn;
    return control.update(pointer, picture, scene, view);
  }
};

}  // namespace

TEST_CASE("the zoom has ends: never into a point, never so far that the cloud is a dot") {
  Scenery stage;
  PointerInput wheel;
  wheel.xPx = 700;
  wheel.yPx = 300;
  wheel.inPicture = true;
  for (const float notches : {3.0F, -3.0F}) {
    wheel.wheel = notches;
    for (int turn = 0; turn < 100; ++turn) static_cast<void>(stage.point(wheel));
    const double radius = static_cast<double>(stage.space.extent().radius);
    CHECK(stage.view.camera.distance >= 0.0299 * radius);
    CHECK(stage.view.camera.distance <= 14.01 * radius);
  }
}

namespace {

/// Where the first word is drawn, from the picture's top left.
PointerInput atFirstWord(Scenery& stage) {
  const SceneInput scene = sceneInput({stage.document, stage.view, stage.space, stage.figures}, {});
  const glm::vec3 px =
      render::pxFromWorld(cameraOf(scene), {scene.widthPx, scene.heightPx}, stage.space.positions()[0]);
  PointerInput pointer;
  pointer.xPx = px.x;
  pointer.yPx = px.y;
  pointer.inPicture = true;
  return pointer;
}

}  // namespace

TEST_CASE("a double click centres a word and leaves it selected") {
  Scenery stage;
  PointerInput pointer = atFirstWord(stage);
  pointer.clicked = true;
  const ViewControlResult first = stage.point(pointer);
  REQUIRE(first.commands.size() == 1);
  CHECK(std::holds_alternative<SelectCommand>(first.commands[0].command));
  pointer.clicked = false;
  pointer.doubleClicked = true;
  pointer.xPx += 200;  // the picture has made room for the card of the first click
  const ViewControlResult second = stage.point(pointer);
  CHECK(second.commands.empty());  // nothing takes the selection back
  const glm::vec3 place = stage.space.positions()[0];
  for (int axis = 0; axis < 3; ++axis)
    CHECK(stage.view.camera.target[static_cast<std::size_t>(axis)] ==
          Approx(static_cast<double>(place[axis])).margin(1e-3));
}

TEST_CASE("a topic's name covers the words beneath: it says what it is, and a click selects nothing") {
  Scenery stage;
  PointerInput pointer = atFirstWord(stage);
  const auto topic = std::make_shared<const HoveredTopic>(HoveredTopic{"royal", {"king", "queen"}, 2});
  stage.drawn = {{{pointer.xPx - 30, pointer.yPx - 10, 60, 20}, glm::vec3(100.0F), topic}};
  pointer.clicked = pointer.rightClicked = true;
  const ViewControlResult on = stage.point(pointer);
  CHECK(on.topic == topic);
  CHECK_FALSE(on.hovered);
  CHECK(on.commands.empty());
  CHECK_FALSE(on.menu);
  stage.drawn.clear();
  const ViewControlResult off = stage.point(pointer);
  CHECK_FALSE(off.topic);
  CHECK(off.hovered);
  CHECK(off.commands.size() == 1);
}
