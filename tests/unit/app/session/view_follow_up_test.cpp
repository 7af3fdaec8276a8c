#include "app/session/view_follow_up.h"

#include "app/command/command_text.h"
#include "app/session/session.h"
#include "catch.h"
#include "small_model.h"
#include "small_space.h"

namespace {

using namespace es::app;

struct Sitting {
  Session session;

  explicit Sitting(DocumentState words = es::test::smallDocument()) {
    session.document.commit(std::move(words));
    session.space.follow(session.document.state(), false);
    session.execute(parseCommand("slice pca"));
  }
  /// As a person types them, one after the other.
  void type(const std::string& line) {
    session.followUp.beginScript();
    session.execute(parseCommand(line));
  }
  /// As one script.
  void script(const std::vector<std::string>& lines) {
    session.followUp.beginScript();
    for (const std::string& line : lines) session.execute(parseCommand(line));
  }
  const DocumentState& state() const { return session.document.state(); }
  SliceKind looked() {
    session.settleView();
    return state().sliceSpec.kind;
  }
};

constexpr const char* kAsk = "neighbors king - man + woman";

}  // namespace

TEST_CASE("a question gets its own slice when somebody looks, within its undo step") {
  Sitting sitting;
  const auto before = sitting.state().sliced;
  const CameraPose pose = sitting.session.view.camera;
  sitting.type(kAsk);
  CHECK(sitting.state().sliced == before);  // nobody has looked
  CHECK(sitting.looked() == SliceKind::Question);
  CHECK(sitting.state().sliceSpec.axes == std::vector{sitting.state().neighbors->expression});
  CHECK(sitting.state().sliceSpec.words.size() == 5);
  CHECK(sitting.session.view.camera != pose);
  CHECK_FALSE(CameraController::turns({}, sitting.state()));
  sitting.type("undo");
  CHECK(sitting.state().sliced == before);
  CHECK_FALSE(sitting.state().neighbors);
  CHECK(sitting.session.view.camera == pose);
  sitting.type("redo");
  CHECK(sitting.state().sliceSpec.kind == SliceKind::Question);

  Sitting single;
  single.type("neighbors king");
  single.type("project king");  // whose answer depends on the slice
  CHECK(single.state().sliceSpec.kind == SliceKind::Question);
  CHECK(single.state().sliceSpec.words.size() == 10);
}

TEST_CASE("who says how to look is not turned away: a lock, the same script, the next command") {
  Sitting locked;
  locked.type("set best-view off");
  locked.type(kAsk);
  CHECK(locked.looked() == SliceKind::Pca);

  Sitting after;
  after.script({kAsk, "slice random 3"});
  CHECK(after.looked() == SliceKind::Random);
  Sitting before;
  before.script({"slice random 3", kAsk});
  CHECK(before.looked() == SliceKind::Random);
  Sitting camera;
  camera.script({kAsk, "camera yaw 10"});
  CHECK(camera.looked() == SliceKind::Pca);

  Sitting typed;
  typed.type("slice random 3");
  typed.type(kAsk);  // of its own
  CHECK(typed.looked() == SliceKind::Question);

  Sitting overview;
  const CameraPose pose = overview.session.view.camera;
  for (const char* question : {kAsk, "neighbors king", "neighbors man + woman"}) {
    overview.type(question);
    overview.session.settleView();
    CHECK(overview.session.view.camera != pose);
  }
  overview.type("slice pca");
  CHECK(overview.looked() == SliceKind::Pca);
  CHECK(overview.session.view.camera == pose);  // the old view is back
}

TEST_CASE("a session brings back the slice and the camera of a question") {
  Sitting sitting;
  sitting.type(kAsk);
  sitting.session.settleView();
  sitting.type("metric euclidean");
  Sitting again;
  again.session.followUp.beginScript();
  const std::string script = sitting.session.script();
  for (std::size_t begin = 0; begin < script.size();) {
    const std::size_t end = script.find('\n', begin);
    const std::string line = script.substr(begin, end - begin);
    if (!line.empty() && line[0] != '#') again.session.execute(parseCommand(line));
    begin = end + 1;
  }
  again.session.settleView();
  CHECK(again.state().sliceSpec == sitting.state().sliceSpec);
  CHECK(again.state().sliced->slice.axes == sitting.state().sliced->slice.axes);
  CHECK(again.session.view.camera == sitting.session.view.camera);
}

TEST_CASE("without a question there is no slice of one") {
  Sitting sitting;
  CHECK_THROWS_AS(sitting.session.execute(parseCommand("slice question")), es::Error);
  CHECK_THROWS_AS(sitting.session.execute(parseCommand("camera best")), es::Error);
  sitting.type(kAsk);
  sitting.type("hide");
  CHECK(sitting.looked() == SliceKind::Pca);

  const CameraPose pose = sitting.session.view.camera;
  sitting.type(kAsk);
  CHECK(sitting.looked() == SliceKind::Question);
  sitting.type("clear");  // its slice goes with it
  CHECK(sitting.looked() == SliceKind::Pca);
  CHECK(sitting.session.view.camera == pose);
  sitting.type("undo");
  CHECK(sitting.state().sliceSpec.kind == SliceKind::Question);
  CHECK(sitting.state().neighbors);
}

TEST_CASE("paths get their own picture as a question does, and the newest of both is what is due") {
  const auto withModel = [] { return Sitting(es::app::test::modelDocument().state()); };
  Sitting sitting = withModel();
  const CameraPose pose = sitting.session.view.camera;
  sitting.type(R"(trace "man king" king)");
  CHECK(sitting.state().sliceSpec.kind == SliceKind::Pca);  // nobody has looked
  CHECK(sitting.looked() == SliceKind::Path);
  const auto first = sitting.state().sliced;
  sitting.type(R"(trace "woman king" king --also)");
  CHECK(sitting.looked() == SliceKind::Path);
  CHECK(sitting.state().sliced != first);
  sitting.type("neighbors king");
  CHECK(sitting.looked() == SliceKind::Question);
  sitting.type(R"(trace "queen king" king --also)");
  CHECK(sitting.looked() == SliceKind::Path);
  sitting.type("clear");
  CHECK(sitting.looked() == SliceKind::Pca);
  CHECK(sitting.session.view.camera == pose);

  Sitting told = withModel();
  told.script({R"(trace "man king" king)", "slice random 3"});
  CHECK(told.looked() == SliceKind::Random);
  Sitting locked = withModel();
  locked.type("set best-view off");
  locked.type(R"(trace "man king" king)");
  CHECK(locked.looked() == SliceKind::Pca);
}

TEST_CASE("what cannot be drawn moves no picture, and a picture goes with what it was made for") {
  Sitting sitting(es::app::test::modelDocument().state());
  sitting.type(R"(trace "man king" king)");
  CHECK(sitting.looked() == SliceKind::Path);
  sitting.type("neighbors king");
  CHECK(sitting.looked() == SliceKind::Question);
  sitting.type("hide king");
  REQUIRE_FALSE(sitting.state().neighbors);
  CHECK(sitting.looked() == SliceKind::Path);  // the paths stand still
  sitting.type("neighbors king");
  sitting.session.settleView();
  sitting.type("slice pca");
  sitting.type("trace");  // takes the paths away: the chosen slice stays
  CHECK(sitting.looked() == SliceKind::Pca);
}
