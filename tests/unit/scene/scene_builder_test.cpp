#include "app/scene_builder.h"

#include <algorithm>

#include "app/camera_pose.h"
#include "catch.h"
#include "render/font_files.h"
#include "small_space.h"

namespace {

using namespace es;

struct Stage {
  app::DocumentState document = test::smallDocument();
  app::ViewState view;
  app::SlicePlayer space;
  render::FontChain font{render::systemFontFiles()};
  app::SceneBuilder builder{font};

  app::SceneInput input() {
    space.follow(document, false);
    return {document, view, space, {}};
  }
  void ask(const std::string& formula) {
    app::NeighborsCommand command;
    command.expression = math::parseExpression(formula);
    document = test::after(document, command);
  }
};

}  // namespace

TEST_CASE("every word of the table is in the cloud") {
  Stage stage;
  const render::RenderScene scene = stage.builder.build(stage.input());
  CHECK(scene.cloud.positions.size() == static_cast<std::size_t>(stage.document.space->table->size()));
}

TEST_CASE("an arrow's tip is at the projected vector") {
  Stage stage;
  stage.ask("king - man + woman");
  const render::RenderScene scene = stage.builder.build(stage.input());
  for (const std::string word : {"king", "man", "woman"}) {
    const auto& table = *stage.document.space->table;
    const Eigen::Vector3f tip =
        math::projectOne(stage.document.sliced->slice, table.vector(*table.vocabulary().find(word)));
    CHECK(std::ranges::any_of(scene.arrows, [&](const render::Arrow& arrow) {
      return glm::length(arrow.to - glm::vec3(tip.x(), tip.y(), tip.z())) < 1e-5F;
    }));
  }
  // The result is ringed where queen is: in this table king - man + woman is exactly queen.
  REQUIRE(scene.rings.size() == 1);
  const auto& table = *stage.document.space->table;
  CHECK(glm::length(scene.rings[0].center -
                    stage.space.positions()[static_cast<std::size_t>(*table.vocabulary().find("queen"))]) <
        1e-4F);
}

TEST_CASE("the selected word's label is always there") {
  Stage stage;
  stage.ask("king");
  const render::RenderScene scene = stage.builder.build(stage.input());
  CHECK(std::ranges::count_if(scene.labels,
                              [](const render::Label& label) { return label.text == "king"; }) == 1);
}

TEST_CASE("the word under the pointer is the one that is drawn there") {
  Stage stage;
  const app::SceneInput input = stage.input();
  const render::Camera camera =
      app::cameraOf(input.view.camera, stage.space.extent(), input.widthPx / input.heightPx);
  int found = 0;
  for (math::Index row = 0; row < stage.document.space->table->size(); ++row) {
    const glm::vec3 px = render::pxFromWorld(camera, {input.widthPx, input.heightPx},
                                             stage.space.positions()[static_cast<std::size_t>(row)]);
    if (px.z <= 0 || px.x < 0 || px.y < 0 || px.x > input.widthPx || px.y > input.heightPx) continue;
    const auto hit = app::rowAt(input, px.x, px.y, 9);
    REQUIRE(hit);
    const glm::vec3 hitPx = render::pxFromWorld(camera, {input.widthPx, input.heightPx},
                                                stage.space.positions()[static_cast<std::size_t>(*hit)]);
    CHECK(glm::length(glm::vec2(hitPx) - glm::vec2(px)) < 2.1F);
    ++found;
  }
  CHECK(found > 100);
  CHECK_FALSE(app::rowAt(input, -500, -500, 9));
}

TEST_CASE("a word is found under the pointer exactly where one is within reach") {
  Stage stage;
  stage.document = test::smallDocument(3000);
  const app::SceneInput input = stage.input();
  const glm::vec2 size{input.widthPx, input.heightPx};
  const render::Camera camera = app::cameraOf(input.view.camera, stage.space.extent(), size.x / size.y);
  constexpr float kReachPx = 6;
  int hits = 0, misses = 0;
  for (int spot = 0; spot < 400; ++spot) {
    const glm::vec2 at{static_cast<float>(spot % 20) * 64, static_cast<float>(spot / 20) * 40};
    INFO("at " << at.x << ", " << at.y);
    float nearest = 1e9F;
    for (const glm::vec3& place : stage.space.positions()) {
      const glm::vec3 px = render::pxFromWorld(camera, size, place);
      if (px.z > 0) nearest = std::min(nearest, glm::length(glm::vec2(px) - at));
    }
    const auto hit = app::rowAt(input, at.x, at.y, kReachPx);
    if (nearest > kReachPx + 1.01F) REQUIRE_FALSE(hit);
    if (nearest < kReachPx - 0.01F) REQUIRE(hit);
    (hit ? hits : misses)++;
    if (!hit) continue;
    const glm::vec3 px =
        render::pxFromWorld(camera, size, stage.space.positions()[static_cast<std::size_t>(*hit)]);
    CHECK(glm::length(glm::vec2(px) - at) < nearest + 2.1F);
  }
  CHECK(hits > 50);
  CHECK(misses > 50);
}

TEST_CASE("a text wider than the picture is cut, not left out") {
  Stage stage;
  stage.ask("king - man + woman");
  app::SceneInput input = stage.input();
  input.widthPx = 120;
  input.heightPx = 400;
  const render::RenderScene scene = stage.builder.build(input);
  CHECK(std::ranges::any_of(scene.labels, [](const render::Label& label) {
    return label.text.starts_with("king −") && label.text.ends_with("…");
  }));
}

TEST_CASE("without a table the picture is empty, not wrong") {
  Stage stage;
  stage.document = {};
  const render::RenderScene scene = stage.builder.build(stage.input());
  CHECK(scene.cloud.positions.empty());
  CHECK(scene.labels.empty());
}
