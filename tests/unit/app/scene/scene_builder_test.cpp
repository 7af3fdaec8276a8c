#include "app/scene/scene_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/scene/pointed_word.h"
#include "catch.h"
#include "render/text/font_files.h"
#include "small_space.h"

namespace {

using namespace es;

struct Stage {
  app::DocumentState document = test::smallDocument();
  app::ViewState view;
  app::SlicePlayer space;
  app::FigureCache figures;
  render::FontChain font{render::systemFontFiles()};
  app::SceneBuilder builder{font};

  app::SceneInput input() {
    space.follow(document, false);
    return app::sceneInput({document, view, space, figures}, {});
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

namespace {

/// How far two equal arrows are from being drawn alike, at the worst of some angles: a share of the length of
/// the longer one.
float worstUnlikeness(Stage& stage) {
  float worst = 0;
  for (const double yaw : {-60.0, 20.0, 100.0}) {
    stage.view.camera.yawDegrees = yaw;
    app::SceneInput input = stage.input();
    input.widthPx = input.heightPx = 800;
    const render::RenderScene scene = stage.builder.build(input);
    const auto px = [&](glm::vec3 place) {
      return glm::vec2(render::pxFromWorld(scene.camera, {800, 800}, place));
    };
    std::vector<glm::vec2> steps;  // the difference where it is added, and between the words' own tips
    for (const render::Arrow& arrow : scene.arrows)
      if (arrow.widthPx > 4) steps.push_back(px(arrow.to) - px(arrow.from));
    REQUIRE(steps.size() == 2);
    const float longer = std::max(glm::length(steps[0]), glm::length(steps[1]));
    worst = std::max(worst, glm::length(steps[0] - steps[1]) / longer);
  }
  return worst;
}

}  // namespace

TEST_CASE("equal arrows are drawn nearly alike, wherever they stand") {
  Stage stage;
  stage.ask("king - man + woman");
  CHECK(worstUnlikeness(stage) < 0.2F);
  stage.view.camera.fovDegrees = 36;  // as a usual camera sees
  CHECK(worstUnlikeness(stage) > 0.25F);
}

TEST_CASE("beside an answer the picture names nothing that was not asked for") {
  Stage stage;
  app::SceneInput input = stage.input();
  CHECK_FALSE(stage.builder.build(input).labels.empty());
  stage.ask("king");
  const render::RenderScene scene = stage.builder.build(stage.input());
  REQUIRE(scene.labels.size() > 3);
  for (const render::Label& label : scene.labels) {
    INFO(label.text);
    const auto& ranked = stage.document.neighbors->ranked;
    CHECK(std::ranges::any_of(ranked, [&](const app::Neighbor& n) { return n.word == label.text; }));
  }
}

TEST_CASE("the selected word's label is always there") {
  Stage stage;
  stage.ask("king");
  const render::RenderScene scene = stage.builder.build(stage.input());
  CHECK(std::ranges::count_if(scene.labels,
                              [](const render::Label& label) { return label.text == "king"; }) == 1);
}

TEST_CASE("a text that is wide for the picture is broken into lines, not cut or left out") {
  Stage stage;
  stage.ask("king - man + woman");
  app::SceneInput input = stage.input();
  input.widthPx = 240;
  input.heightPx = 400;
  const render::RenderScene scene = stage.builder.build(input);
  CHECK(std::ranges::any_of(scene.labels,
                            [](const render::Label& label) { return label.text == "king − man"; }));
  CHECK(std::ranges::none_of(scene.labels,
                             [](const render::Label& label) { return label.text.ends_with("…"); }));
}

TEST_CASE("without a table the picture is empty, not wrong") {
  Stage stage;
  stage.document = {};
  const render::RenderScene scene = stage.builder.build(stage.input());
  CHECK(scene.cloud.positions.empty());
  CHECK(scene.labels.empty());
}

TEST_CASE(
    "the true angle between two drawn vectors of a product stands at an arc, and says where it is not seen") {
  const auto angleLabel = [](Stage& stage) {
    std::string found;
    for (const render::Label& label : stage.builder.build(stage.input()).labels)
      if (label.text.find("°") != std::string::npos) found = label.text;
    return found;
  };
  Stage stage;
  const std::vector<math::Expression> both{math::parseExpression("king"), math::parseExpression("wordbb")};
  stage.document = test::after(stage.document, app::ProductCommand{both, {}, {}, {}});
  CHECK(angleLabel(stage).empty());  // nothing is drawn of them
  stage.document = test::after(stage.document, app::ShowCommand{both});
  const auto& table = *stage.document.space->table;
  const math::Vector a = table.vector(0), b = table.vector(*table.vocabulary().find("wordbb"));
  const double degrees = std::acos(static_cast<double>(a.dot(b) / (a.norm() * b.norm()))) * 180 / 3.14159265;
  CHECK(angleLabel(stage) == fmt::format("{:.0f}° in all 8 dimensions", degrees));
  // In a slice through both it is what is seen.
  app::SliceCommand slice;
  slice.spec.kind = app::SliceKind::Axes;
  slice.spec.axes = {both[0], both[1], math::parseExpression("man")};
  stage.document = test::after(stage.document, slice);
  CHECK(angleLabel(stage) == fmt::format("{:.0f}°", degrees));
}

TEST_CASE("what a condition hides has no colour in the cloud and no name, and is not pointed at") {
  Stage stage;
  const auto kept = [&](math::Index row) { return stage.document.filter->keeps(row); };
  for (const bool colored : {false, true}) {
    if (colored) {
      app::ColorCommand color;
      color.spec.kind = app::ColorKind::Topics;
      color.spec.topics = 2;
      stage.document = test::after(stage.document, color);
    }
    stage.document = test::after(stage.document,
                                 app::WhereCommand{model::parseCondition("word contains a or word = king")});
    const app::SceneInput input = stage.input();
    const render::RenderScene scene = stage.builder.build(input);
    REQUIRE(scene.cloud.hasClasses());
    CHECK(scene.cloud.classColors.size() <= render::PointCloud::kMostClasses);
    math::Index shown = 0;
    for (std::size_t row = 0; row < scene.cloud.classes.size(); ++row) {
      const bool seen = scene.cloud.classColors[scene.cloud.classes[row]].a > 0;
      CHECK(seen == kept(static_cast<math::Index>(row)));
      shown += seen ? 1 : 0;
    }
    CHECK(shown == stage.document.filter->rows.count);
    CHECK(shown > 0);
    CHECK(shown < stage.document.space->table->size());
    for (math::Index row = 0; row < stage.document.space->table->size(); ++row) {
      const glm::vec3 px = render::pxFromWorld(scene.camera, {input.widthPx, input.heightPx},
                                               input.space.positions()[static_cast<std::size_t>(row)]);
      if (const auto pointed = app::rowAt(input, px.x, px.y, 12)) CHECK(kept(*pointed));
      if (kept(row) && px.z > 0) CHECK(app::rowAt(input, px.x, px.y, 12).has_value());
    }
    const auto& vocabulary = stage.document.space->table->vocabulary();
    for (const render::Label& label : scene.labels)
      if (const auto row = vocabulary.find(label.text)) CHECK(kept(*row));
    const auto revision = scene.cloud.classRevision;
    stage.document = test::after(stage.document, app::WhereCommand{model::parseCondition("word = queen")});
    CHECK(stage.builder.build(stage.input()).cloud.classRevision != revision);
    stage.document = test::after(stage.document, app::WhereCommand{});
    CHECK(stage.builder.build(stage.input()).cloud.hasClasses() == colored);
  }
}
