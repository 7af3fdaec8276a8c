#include "app/scene/scene_pairs.h"

#include <algorithm>

#include "app/scene/camera_pose.h"
#include "catch.h"
#include "small_space.h"

namespace {

using namespace es;

struct Stage {
  app::DocumentState document = test::smallDocument();
  app::ViewState view;
  app::SlicePlayer space;
  app::SceneMotion motion;
  app::FigureCache figures;

  void run(const app::Command& command) { document = test::after(document, command); }
  template <class Add>
  app::SceneDraft draftOf(const Add& add, bool moving = false) {
    space.follow(document, false);
    app::SceneInput input = app::sceneInput({document, view, space, figures}, {});
    if (moving) input.motion = &motion;
    app::SceneDraft draft;
    draft.scene.camera = app::cameraOf(view.camera, space.extent(), 1.6F);
    add(input, draft);
    return draft;
  }
  app::SceneDraft pairs(bool moving = false) { return draftOf(app::addPairs, moving); }
  app::SceneDraft field(bool moving = false) { return draftOf(app::addField, moving); }
  glm::vec3 place(math::Index row) const { return space.positions()[static_cast<std::size_t>(row)]; }
};

app::PairsCommand pairsCommand() {
  return {math::parseExpression("woman - man"), {{"king", "queen"}, {"man", "woman"}}};
}

bool near(glm::vec3 a, glm::vec3 b) {
  return glm::length(a - b) < 1e-4F * (1 + glm::length(a));
}

/// The shafts of the field's arrows: each the first of three lines.
std::vector<glm::vec3> shafts(const app::SceneDraft& draft) {
  std::vector<glm::vec3> list;
  for (std::size_t i = 0; i < draft.scene.lines.size(); i += 3)
    list.push_back(draft.scene.lines[i].to - draft.scene.lines[i].from);
  return list;
}

}  // namespace

TEST_CASE("pairs go from word to word, held-out ones dashed") {
  Stage stage;
  stage.run(pairsCommand());
  const app::SceneDraft draft = stage.pairs();
  const auto& arrows = draft.scene.arrows;
  REQUIRE(arrows.size() == 3);  // the direction, the head of the dashed pair, the other pair
  CHECK(near(arrows[0].from, glm::vec3(0)));
  CHECK(near(arrows[0].to, stage.place(3) - stage.place(2)));
  REQUIRE(draft.scene.lines.size() == 1);
  CHECK(draft.scene.lines[0].dashPx > 0);
  CHECK(near(draft.scene.lines[0].from, stage.place(0)));
  CHECK(near(draft.scene.lines[0].to, stage.place(1)));
  CHECK(glm::length(arrows[1].to - arrows[1].from) < glm::length(stage.place(1) - stage.place(0)));
  CHECK(near(arrows[1].to, stage.place(1)));
  CHECK(near(arrows[2].from, stage.place(2)));
  CHECK(near(arrows[2].to, stage.place(3)));
  for (const std::string word : {"king", "queen", "man", "woman"})
    CHECK(std::ranges::count(draft.labels, word, &app::LabelDraft::text) == 1);
}

TEST_CASE("a direction that a formula's figure draws already is not drawn twice") {
  Stage stage;
  stage.run(app::ShowCommand{{math::parseExpression("woman - man")}});
  stage.run(pairsCommand());
  CHECK(stage.pairs().scene.arrows.size() == 2);
}

TEST_CASE("pairs grow one after the other") {
  Stage stage;
  stage.motion.follow(stage.document, false);
  stage.run(pairsCommand());
  stage.motion.follow(stage.document, true);
  std::size_t last = 0;
  bool someOnTheWay = false;
  while (stage.motion.moving()) {
    const app::SceneDraft draft = stage.pairs(true);
    CHECK(draft.labels.size() >= last);
    last = draft.labels.size();
    someOnTheWay = someOnTheWay || (draft.scene.arrows.size() == 2);
    stage.motion.advance(0.1);
  }
  CHECK(someOnTheWay);
  CHECK(near(stage.pairs(true).scene.arrows.back().to, stage.pairs().scene.arrows.back().to));
}

TEST_CASE("a field is the same arrow everywhere, along the projected direction") {
  Stage stage;
  stage.run(app::FieldCommand{math::parseExpression("woman - man")});
  const app::SceneDraft draft = stage.field();
  const std::vector<glm::vec3> list = shafts(draft);
  CHECK(list.size() == 216);
  const glm::vec3 direction = stage.place(3) - stage.place(2);
  for (const glm::vec3 shaft : list) {
    CHECK(near(shaft, list.front()));
    CHECK(glm::dot(glm::normalize(shaft), glm::normalize(direction)) == Approx(1).margin(1e-4));
  }
  CHECK(draft.scene.arrows.empty());  // labels need not keep off
  CHECK(draft.keepClear.empty());
  REQUIRE(draft.labels.size() == 1);
  CHECK(draft.labels[0].text.find("% of its length shown") != std::string::npos);
}

TEST_CASE("a field that the slice hardly shows is not blown up") {
  Stage stage;
  const auto direction = math::parseExpression("woman - man");
  stage.run(app::FieldCommand{direction});
  const float full = glm::length(shafts(stage.field()).front());
  const math::Vector vector = app::vectorOf(direction, *stage.document.space->table);
  auto sliced = std::make_shared<app::SlicedSpace>(*stage.document.sliced);
  // Turned away from the direction but for a share of 1 %.
  const math::Vector unit = vector / static_cast<float>(math::length(vector));
  for (math::Index axis = 0; axis < 3; ++axis) {
    math::Vector column = sliced->slice.frame.col(axis);
    column -= 0.99F * column.dot(unit) * unit;
    sliced->slice.frame.col(axis) = sliced->slice.axes.col(axis) = column;
  }
  const double share = math::shownShareOfDifference(sliced->slice, vector);
  REQUIRE(share < 0.02);
  stage.document.sliced = sliced;
  CHECK(glm::length(shafts(stage.field()).front()) < 0.25F * full);
}

TEST_CASE("a field grows in") {
  Stage stage;
  stage.motion.follow(stage.document, false);
  stage.run(app::FieldCommand{math::parseExpression("woman - man")});
  stage.motion.follow(stage.document, true);
  const float full = glm::length(shafts(stage.field()).front());
  CHECK(glm::length(shafts(stage.field(true)).front()) < 0.1F * full);
  stage.motion.advance(10);
  CHECK(glm::length(shafts(stage.field(true)).front()) == Approx(full));
}
