#include "app/scene/scene_traces.h"

#include <algorithm>
#include <thread>

#include "app/scene/camera_pose.h"
#include "app/scene/scene_builder.h"
#include "catch.h"
#include "render/text/font_files.h"
#include "small_space.h"
#include "small_traces.h"

namespace {

using namespace es;

constexpr int kLayers = 3;

struct Stage {
  app::DocumentState document = test::smallDocument();
  app::ViewState view;
  app::SlicePlayer space;
  app::FigureCache figures;
  render::FontChain font{render::systemFontFiles()};
  app::SceneBuilder builder{font};

  const model::EmbeddingTable& table() const { return *document.space->table; }
  app::TokenTrace king(unsigned seed = 3) const {
    return test::wanderingPath("king", table().vector(0), kLayers, seed);
  }
  void trace(const std::string& text, std::vector<app::TokenTrace> tokens) {
    document.model.traces.push_back(test::traceOf(text, std::move(tokens)));
  }
  app::SceneInput input() {
    space.follow(document, false);
    return app::sceneInput({document, view, space, figures}, {});
  }
  render::RenderScene build() { return builder.build(input()); }
  std::vector<glm::vec3> asked(app::PathLength length) {
    return app::askedPlaces(document, *figures.of(document, length));
  }
};

glm::vec3 projected(const math::Slice& slice, const math::Vector& vector) {
  const Eigen::Vector3f point = slice.axes.transpose() * (vector - slice.origin);
  return {point.x(), point.y(), point.z()};
}
bool near(glm::vec3 a, glm::vec3 b) {
  return glm::length(a - b) < 1e-4F * (1 + glm::length(a));
}
bool hasLabel(const render::RenderScene& scene, const std::string& text) {
  return std::ranges::any_of(scene.labels, [&](const render::Label& label) { return label.text == text; });
}

/// Every half-step of the path is in the scene as its own kind of segment, from state to state of `states`.
void checkSegments(const render::RenderScene& scene, const math::RowMatrix& states, const math::Slice& slice,
                   const app::Palette& colors) {
  for (math::Index step = 1; step < states.rows(); ++step) {
    INFO("half-step " << step);
    const glm::vec3 from = projected(slice, states.row(step - 1).transpose()),
                    to = projected(slice, states.row(step).transpose());
    const bool attention = step % 2 == 1;
    const glm::vec4 color = app::toVec4(attention ? colors.attention : colors.mlp);
    const auto arrow = std::ranges::find_if(scene.arrows, [&](const auto& a) { return near(a.to, to); });
    REQUIRE(arrow != scene.arrows.end());
    CHECK(arrow->color == color);
    const bool dashed = std::ranges::any_of(scene.lines, [&](const render::Line& line) {
      return near(line.from, from) && near(line.to, to) && line.dashPx > 0 && line.color == color;
    });
    CHECK(dashed == !attention);
    if (attention) CHECK(near(arrow->from, from));
  }
}

}  // namespace

TEST_CASE("a path's segments run between its states' places in the slice, coloured and shaped by kind") {
  for (const app::Theme theme : {app::Theme::Dark, app::Theme::Light}) {
    Stage stage;
    stage.view.theme = theme;
    stage.trace("the old king", {stage.king()});
    const render::RenderScene scene = stage.build();
    CHECK(scene.arrows.size() == 2 * kLayers);
    checkSegments(scene, stage.king().vectors, stage.document.sliced->slice, app::palette(theme));
    // The start is ringed at the word's own point.
    CHECK(std::ranges::any_of(scene.rings, [&](const render::Ring& ring) {
      return near(ring.center, stage.space.positions()[0]);
    }));
  }
}

TEST_CASE("as directions the segments run between the scaled states") {
  Stage stage;
  stage.view.pathLength = app::PathLength::Directions;
  stage.trace("the old king", {stage.king()});
  math::RowMatrix states = stage.king().vectors;
  for (math::Index step = 1; step < states.rows(); ++step)
    states.row(step) = states.row(step).normalized() * states.row(0).norm();
  checkSegments(stage.build(), states, stage.document.sliced->slice, app::palette(app::Theme::Dark));
}

TEST_CASE("paths turn with the slice") {
  Stage stage;
  stage.trace("the old king", {stage.king()});
  stage.space.follow(stage.document, false);
  app::SliceCommand random;
  random.spec.kind = app::SliceKind::Random;
  random.spec.seed = 5;
  stage.document.sliced = test::after(stage.document, random).sliced;
  stage.space.follow(stage.document, true);
  REQUIRE(stage.space.moving());
  const math::Basis before = stage.space.slice().axes;
  for (int i = 0; i < 2000 && stage.space.slice().axes == before; ++i) {
    stage.space.advance(0.3 * app::SlicePlayer::kTurnSec);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // the rows are projected on a worker
  }
  REQUIRE(stage.space.moving());
  const render::RenderScene scene =
      stage.builder.build(app::sceneInput({stage.document, stage.view, stage.space, stage.figures}, {}));
  checkSegments(scene, stage.king().vectors, stage.space.slice(), app::palette(app::Theme::Dark));
}

TEST_CASE("many paths of one text are thin lines, and only their starts are labelled") {
  Stage stage;
  app::TokenTrace queen = test::wanderingPath("queen", stage.table().vector(1), kLayers);
  queen.position = 1;
  stage.trace("king queen", {stage.king(), queen});
  stage.view.labelCount = 0;
  stage.view.grid = stage.view.axes = false;
  const render::RenderScene scene = stage.build();
  CHECK(scene.arrows.empty());
  REQUIRE(scene.lines.size() == 2 * 2 * kLayers);
  for (const render::Line& line : scene.lines) CHECK(line.widthPx < 2);
  CHECK(std::ranges::count_if(scene.lines, [](const auto& line) { return line.dashPx > 0; }) == 2 * kLayers);
  for (const render::Label& label : scene.labels) CHECK((label.text == "king" || label.text == "queen"));
  CHECK(scene.labels.size() == 2);
}

TEST_CASE("overlaid paths are named at their ends and the places where they part are ringed") {
  Stage stage;
  app::TokenTrace other = stage.king();
  for (math::Index step = 4; step < other.vectors.rows(); ++step)
    other.vectors(step, 2) += 0.5F * other.vectors.row(0).norm();
  stage.trace("the old king", {stage.king()});
  stage.trace("the chess king", {other});
  const app::SceneInput input = stage.input();
  stage.view.camera = app::framedPose(stage.view.camera, stage.asked(stage.view.pathLength),
                                      stage.space.extent(), input.widthPx / input.heightPx);
  const render::RenderScene scene = stage.build();
  CHECK(hasLabel(scene, "“the old king”"));
  CHECK(hasLabel(scene, "“the chess king”"));
  CHECK(hasLabel(scene, "part in layer 1"));
  const glm::vec4 yellow = app::toVec4(app::palette(app::Theme::Dark).difference);
  for (const app::TokenTrace& path : {stage.king(), other}) {
    const glm::vec3 place = projected(stage.document.sliced->slice, path.vectors.row(4).transpose());
    CHECK(std::ranges::count_if(scene.rings, [&](const render::Ring& ring) {
            return ring.color == yellow && near(ring.center, place);
          }) == 1);
  }
  CHECK(std::ranges::count_if(scene.labels, [](const auto& label) { return label.text == "king"; }) == 1);
}

TEST_CASE("words along the way are labelled, once") {
  Stage stage;
  app::TokenTrace king = stage.king();
  king.steps[1].nearest = {{"queen", 0.9}};
  king.steps[2].nearest = {{"queen", 0.8}, {"not in the table", 0.7}};
  stage.trace("the old king", {king});
  const auto named = [&] {
    const render::RenderScene scene = stage.build();
    return std::ranges::count_if(scene.labels, [](const auto& label) { return label.text == "queen"; });
  };
  stage.view.labelCount = 1;
  CHECK(named() == 1);
  stage.view.labelCount = 0;  // nothing but what was asked for
  CHECK(named() == 0);
}

TEST_CASE("a path's end is tied to the words that it lies nearest to") {
  Stage stage;
  app::TokenTrace king = stage.king();
  king.endWords = {{"queen", 0.8}, {"not in the table", 0.7}};
  stage.trace("the old king", {king});
  stage.view.labelCount = 0;
  stage.view.grid = stage.view.axes = false;
  const render::RenderScene scene = stage.build();
  CHECK(std::ranges::count_if(scene.labels, [](const auto& label) { return label.text == "queen"; }) == 1);
  const glm::vec3 end = stage.space.place(king.vectors.row(king.vectors.rows() - 1).transpose());
  CHECK(std::ranges::count_if(scene.lines, [&](const render::Line& line) {
          return line.dashPx > 0 && near(line.from, end) && near(line.to, stage.space.positions()[1]);
        }) == 1);
}

TEST_CASE("framing takes the drawn paths in, as long as they are drawn") {
  Stage stage;
  app::TokenTrace far = stage.king();
  far.vectors.bottomRows(1) *= 20;
  stage.trace("the old king", {far});
  double distance[2] = {0, 0};
  for (const app::PathLength length : {app::PathLength::Vectors, app::PathLength::Directions}) {
    stage.view.pathLength = length;
    stage.space.follow(stage.document, false);
    const app::CameraPose pose =
        app::framedPose(stage.view.camera, stage.asked(length), stage.space.extent(), 1.6F);
    distance[static_cast<std::size_t>(length)] = pose.distance;
    const render::Camera camera = app::cameraOf(pose, stage.space.extent(), 1.6F);
    const math::RowMatrix states = app::drawnStates(far, length);
    for (math::Index step = 0; step < states.rows(); ++step) {
      const glm::vec3 px = render::pxFromWorld(
          camera, {1280, 800}, projected(stage.document.sliced->slice, states.row(step).transpose()));
      CHECK((px.z > 0 && px.x >= 0 && px.x <= 1280 && px.y >= 0 && px.y <= 800));
    }
  }
  CHECK(distance[0] > 2 * distance[1]);
}

TEST_CASE("half-steps can be told from the ground and from each other in every overlay") {
  for (const app::Theme theme : {app::Theme::Dark, app::Theme::Light}) {
    const app::Palette& colors = app::palette(theme);
    for (int overlay = 0; overlay < 5; ++overlay) {
      const app::Color attention = app::halfStepColor(app::HalfStep::Attention, overlay, colors),
                       mlp = app::halfStepColor(app::HalfStep::Mlp, overlay, colors);
      CHECK(app::contrastRatio(attention, colors.ground) >= 4.5);
      CHECK(app::contrastRatio(mlp, colors.ground) >= 4.5);
      CHECK(attention != mlp);
      if (overlay % 4 != 0) CHECK(attention != colors.attention);
    }
    CHECK(app::halfStepColor(app::HalfStep::Attention, 0, colors) == colors.attention);
  }
}
