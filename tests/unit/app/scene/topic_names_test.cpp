#include "app/scene/topic_names.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/evaluate/make_coloring.h"
#include "app/look/cloud_colors.h"
#include "app/scene/scene_builder.h"
#include "app/scene/scene_cloud.h"
#include "catch.h"
#include "render/text/font_files.h"
#include "small_space.h"

namespace {

using namespace es;

/// 600 words, coloured by topics.
struct Stage {
  app::DocumentState document = colored();
  app::ViewState view;
  app::SlicePlayer space;
  app::FigureCache figures;
  app::SceneMotion motion;
  render::FontChain font{render::systemFontFiles()};
  app::SceneBuilder builder{font};

  static app::DocumentState colored() {
    app::ColorCommand command;
    command.spec.kind = app::ColorKind::Topics;
    command.spec.topics = 9;
    return test::after(test::smallDocument(600, 12), command);
  }
  app::SceneInput input() {
    space.follow(document, false);
    return app::sceneInput({document, view, space, figures, &motion}, {});
  }
  render::RenderScene scene() {
    builder.forgetLabels();
    return builder.build(input());
  }
  void ask(const std::string& formula) {
    app::NeighborsCommand command;
    command.expression = math::parseExpression(formula);
    document = test::after(document, command);
  }
  /// How many labels name topics, or their parts.
  std::size_t names(const render::RenderScene& built, bool parts) const {
    std::size_t count = 0;
    for (const app::ColoredTopic& topic : document.coloring->topics) {
      count += shows(built, topic.name) ? !parts : 0;
      for (const app::ColoredTopic& part : topic.parts) count += shows(built, part.name) ? parts : 0;
    }
    return count;
  }
  static bool shows(const render::RenderScene& built, const std::string& text) {
    return std::ranges::any_of(built.labels, [&](const auto& label) { return label.text == text; });
  }
};

struct Box {
  float left, top, right, bottom;
};

Box boxOf(const render::Label& label, const render::FontChain& font) {
  const float width = font.widthPx(label.text, label.sizePx);
  return {label.baselinePx.x, label.baselinePx.y - font.ascentPx(label.sizePx), label.baselinePx.x + width,
          label.baselinePx.y + font.descentPx(label.sizePx)};
}

}  // namespace

TEST_CASE("topics are named in the opening picture, no label over another, and few words beside them") {
  Stage stage;
  const render::RenderScene scene = stage.scene();
  CHECK(stage.names(scene, false) >= 3);
  for (std::size_t i = 0; i < scene.labels.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Box a = boxOf(scene.labels[i], stage.font), b = boxOf(scene.labels[j], stage.font);
      INFO(scene.labels[i].text << " and " << scene.labels[j].text);
      CHECK((a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
    }
  }
  Stage plain;
  plain.document.coloring = nullptr;
  plain.document.color.kind = app::ColorKind::None;
  const render::RenderScene words = plain.builder.build(plain.input());
  CHECK(stage.names(words, false) == 0);
  CHECK(words.cloud.classes.empty());
  CHECK(words.labels.size() > 8);
}

TEST_CASE("a topic's name is the largest text, at the middle of its core") {
  Stage stage;
  const render::RenderScene scene = stage.scene();
  const app::ColoredTopic& first = stage.document.coloring->topics.front();
  const auto label = std::ranges::find(scene.labels, first.name, &render::Label::text);
  REQUIRE(label != scene.labels.end());
  for (const render::Label& other : scene.labels) CHECK(other.sizePx <= label->sizePx);
  // The mean of the core is near its median.
  glm::vec3 mean(0);
  for (const math::Index row : first.core) mean += stage.space.positions()[static_cast<std::size_t>(row)];
  mean /= static_cast<float>(first.core.size());
  const glm::vec3 px = render::pxFromWorld(scene.camera, {1280, 800}, mean);
  const Box box = boxOf(*label, stage.font);
  CHECK(px.x > box.left - 60);
  CHECK(px.x < box.right + 60);
  CHECK(std::abs(px.y - 0.5F * (box.top + box.bottom)) < 90);
}

TEST_CASE("from near by the names of parts take a topic's place") {
  Stage stage;
  const render::RenderScene far = stage.scene();
  CHECK(stage.names(far, true) == 0);
  const app::ColoredTopic& first = stage.document.coloring->topics.front();
  REQUIRE_FALSE(first.parts.empty());
  const std::vector<math::Index>& core = first.parts.front().core;
  glm::vec3 at(0);  // about where its name stands
  for (const math::Index row : core)
    at += stage.space.positions()[static_cast<std::size_t>(row)] / static_cast<float>(core.size());
  stage.view.camera.target = {at.x, at.y, at.z};
  stage.view.camera.distance = 0.25 * static_cast<double>(far.camera.distance);
  const render::RenderScene near = stage.scene();
  CHECK(stage.names(near, true) >= 1);
}

TEST_CASE("points have the colours of their topics, and step back behind a question") {
  Stage stage;
  const render::RenderScene scene = stage.scene();
  CHECK(scene.cloud.hasClasses());
  CHECK(scene.cloud.classShare == 1);
  CHECK(scene.cloud.classColors.size() == static_cast<std::size_t>(app::kTopicHues * app::kTopicShades));
  CHECK(scene.cloud.classColors.size() <= render::PointCloud::kMostClasses);
  stage.ask("king - man + woman");
  const render::RenderScene asked = stage.scene();
  CHECK(asked.cloud.hasClasses());
  CHECK(asked.cloud.nearColor.a == Approx(0.25F * scene.cloud.nearColor.a).margin(1e-4));
  CHECK(stage.names(asked, false) == 0);
}

TEST_CASE("colours fade in, and the cloud steps back in its time") {
  Stage stage;
  const auto coloring = std::exchange(stage.document.coloring, nullptr);
  stage.motion.follow(stage.document, true);
  stage.motion.followColoring(nullptr, true);
  stage.document.coloring = coloring;
  stage.motion.followColoring(coloring, true);
  CHECK(app::coloredShare(stage.input()) == 0);
  CHECK(stage.scene().cloud.sizePx == Approx(stage.view.pointSize));
  stage.motion.advance(app::SceneMotion::kColorSec / 2);
  CHECK(app::coloredShare(stage.input()) == Approx(0.5F).margin(0.01));
  stage.motion.advance(1);
  CHECK_FALSE(stage.motion.moving());
  CHECK(app::coloredShare(stage.input()) == 1);

  stage.ask("king");
  stage.motion.follow(stage.document, true);
  CHECK(app::dimmedShare(stage.input()) == 0);
  stage.motion.advance(app::SceneMotion::kDimSec / 2);
  CHECK(app::dimmedShare(stage.input()) == Approx(0.5F).margin(0.01));
  stage.motion.finish();
  CHECK(app::dimmedShare(stage.input()) == 1);
}

TEST_CASE("a direction that colours the points is drawn, and the words of the line are lit and named") {
  Stage stage;
  app::DotCommand dot{math::parseExpression("king - man"), {"queen", "woman"}, {}};
  stage.document = test::after(stage.document, dot);
  stage.view.mode = app::Mode::Labs;
  const std::size_t before = stage.scene().arrows.size();
  stage.view.mode = app::Mode::Words;
  CHECK(stage.scene().arrows.size() == before + 1);
  stage.view.mode = app::Mode::Directions;
  app::finishColors(stage.document, stage.view, base::ignoreProgress());
  const render::RenderScene scene = stage.scene();
  CHECK(scene.arrows.size() == before + 1);
  CHECK(scene.cloud.classColors.size() == static_cast<std::size_t>(app::kSignSteps));
  for (const char* word : {"queen", "woman"}) CHECK(Stage::shows(scene, word));
  CHECK(stage.names(scene, false) == 0);
  const auto& table = *stage.document.space->table;
  const glm::vec3 tip = stage.space.place(table.vector(0) - table.vector(2));  // king and man
  CHECK(std::ranges::any_of(scene.arrows,
                            [&](const auto& arrow) { return glm::distance(arrow.to, tip) < 1e-4F; }));
}
