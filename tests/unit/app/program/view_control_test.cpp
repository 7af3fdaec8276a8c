#include "app/program/view_control.h"

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

  Scenery() { space.follow(document, false); }
  ViewControlResult point(const PointerInput& pointer) {
    const SceneInput scene = sceneInput({document, view, space, figures}, {});
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
