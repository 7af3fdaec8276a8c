#include "app/document/view_state.h"

#include <cmath>
#include <limits>

#include "app/command/command_text.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;

namespace {

std::string applyLine(ViewState& view, const std::string& line) {
  return applyView(view, parseCommand(line));
}

}  // namespace

TEST_CASE("the camera takes only what is given") {
  ViewState view;
  applyLine(view, "camera yaw 10 distance 5");
  CHECK(view.camera.yawDegrees == 10);
  CHECK(view.camera.distance == 5);
  CHECK(view.camera.pitchDegrees == CameraPose{}.pitchDegrees);
  applyLine(view, "camera target 1 2 3");
  CHECK(view.camera.target == std::array<double, 3>{1, 2, 3});
  CHECK(view.camera.distance == 5);
  applyLine(view, "camera reset fov 50");
  CHECK(view.camera.distance == 0);
  CHECK(view.camera.fovDegrees == 50);
}

TEST_CASE("a page has one name, which set page takes") {
  for (int page = 0; page <= static_cast<int>(Page::Directions); ++page) {
    ViewState view;
    applyLine(view, "set page " + std::string(pageName(static_cast<Page>(page))));
    CHECK(view.page == static_cast<Page>(page));
    CHECK(settingText(view, "page") == pageName(view.page));
    CHECK(view.mode == modeOf(view.page));
  }
  CHECK(isSeenAtOnce(SetCommand{"page", "soak"}));
  CHECK_FALSE(isSeenAtOnce(SetCommand{"motion", "off"}));
  CHECK_FALSE(isSeenAtOnce(SetCommand{"nothing", "off"}));
}

TEST_CASE("a mode and its pages go together") {
  ViewState view;
  CHECK(view.mode == Mode::Words);
  applyLine(view, "set page lens");
  CHECK(view.mode == Mode::Model);
  applyLine(view, "set mode words");
  CHECK(view.page == Page::Lens);
  applyLine(view, "set mode model");
  CHECK(view.page == Page::Lens);  // as it was left
  for (const Mode mode : {Mode::Directions, Mode::Model, Mode::Labs}) {
    applyLine(view, "set mode " + std::string(kModeNames[static_cast<std::size_t>(mode)]));
    CHECK(view.mode == mode);
    CHECK(view.page == firstPageOf(mode));
    CHECK(modeOf(view.page) == mode);
  }
}

TEST_CASE("settings of earlier versions are passed over with a remark") {
  ViewState view;
  for (const char* line :
       {"set left-column off", "set right-column on", "set dock on", "set dock-height 333"})
    CHECK(holds(applyLine(view, line), "earlier version"));
  CHECK(view == ViewState{});
}

TEST_CASE("harmless excess is clamped and said, the rest refused") {
  ViewState view;
  CHECK(holds(applyLine(view, "camera pitch 200"), "89 is taken"));
  CHECK(view.camera.pitchDegrees == 89);
  CHECK(holds(applyLine(view, "camera distance -3"), "is taken"));
  CHECK(view.camera.distance > 0);
  applyLine(view, "camera yaw 725");
  CHECK(view.camera.yawDegrees == Approx(5));
  CHECK(holds(applyLine(view, "set font-size 1000"), "32 is taken"));
  CHECK(view.fontSize == 32);
  CHECK(holds(applyLine(view, "set labels -5"), "0 is taken"));
  CHECK(view.labelCount == 0);

  const ViewState before = view;
  CHECK(holds(errorOf([&] { applyLine(view, "set trun on"); }), "did you mean turn?"));
  CHECK(holds(errorOf([&] { applyLine(view, "set turn 1"); }), "on or off"));
  CHECK(holds(errorOf([&] { applyLine(view, "set labels many"); }), "0-500"));
  CHECK(holds(errorOf([&] { applyLine(view, "set font-size nan"); }), "10-32"));
  CHECK(holds(errorOf([&] { applyLine(view, "set font-size inf"); }), "finite"));
  CameraCommand broken;
  broken.yawDegrees = 1;
  broken.distance = std::numeric_limits<double>::quiet_NaN();
  CHECK(holds(errorOf([&] { applyView(view, broken); }), "finite"));
  CHECK(holds(errorOf([&] { applyView(view, UndoCommand{}); }), "undo"));
  CHECK(view == before);
}

TEST_CASE("which commands are the view's") {
  CHECK(isViewCommand(parseCommand("camera yaw 3")));
  CHECK_FALSE(isViewCommand(parseCommand("camera frame")));
  CHECK(isViewCommand(parseCommand("theme dark")));
  CHECK(isViewCommand(parseCommand("set turn on")));
  CHECK_FALSE(isViewCommand(parseCommand("info")));
}

TEST_CASE("every setting is reached by its name") {
  for (const ViewSetting& setting : viewSettings()) {
    INFO(setting.name);
    ViewState first, second;
    const std::string values(setting.values), set = "set " + std::string(setting.name) + " ";
    const std::size_t parting = values.find_first_of("|-");
    const std::string last = values.substr(values.find_last_of("|-") + 1);
    applyLine(first, set + values.substr(0, parting));
    applyLine(second, set + last);
    CHECK_FALSE(first == second);
    CHECK(settingText(first, setting.name) == values.substr(0, parting));
    CHECK(settingText(second, setting.name) == last);
  }
}

TEST_CASE("a setting that is one of several names refuses others with the list") {
  ViewState view;
  CHECK(holds(applyLine(view, "set axis relative"), "axis is relative"));
  CHECK(view.barAxis == BarAxis::Relative);
  applyLine(view, "set page attention");
  CHECK(view.page == Page::Attention);
  applyLine(view, "set paths directions");
  CHECK(view.pathLength == PathLength::Directions);
  CHECK(holds(applyLine(view, "set page-share 2"), "0.9 is taken"));
  CHECK(view.pageShare == 0.9);
  const ViewState before = view;
  CHECK(holds(errorOf([&] { applyLine(view, "set axis linear"); }), "fixed|relative|log"));
  CHECK(holds(errorOf([&] { applyLine(view, "set page attenton"); }), "did you mean attention?"));
  CHECK(holds(errorOf([&] { applyLine(view, "set paths 1"); }), "vectors|directions"));
  CHECK(view == before);
}

TEST_CASE("a view's session rebuilds it from any other view") {
  ViewState view;
  for (const char* line :
       {"camera yaw -0.1 pitch 33.3 distance 1e-3 fov 17 target 0.1 -2 3e10", "theme light", "set turn off",
        "set grid off", "set labels 7", "set point-size 4.25", "set page lens", "set mode words",
        "set page-share 0.35", "set paths directions", "set axis log", "set answers off"})
    applyLine(view, line);
  ViewState rebuilt;
  applyLine(rebuilt, "camera target 9 9 9 distance 44");
  applyLine(rebuilt, "set axes off");
  for (const Command& command : sessionCommands(view))
    applyView(rebuilt, parseCommand(formatCommand(command)));
  CHECK(rebuilt == view);

  ViewState unframed;
  for (const Command& command : sessionCommands(unframed)) applyView(rebuilt, command);
  CHECK(rebuilt == unframed);
}
