#include "app/scene/pointed_word.h"

#include <cmath>
#include <vector>

#include "app/scene/camera_pose.h"
#include "catch.h"
#include "small_space.h"

namespace {

using namespace es;

struct Stage {
  app::DocumentState document = test::smallDocument();
  app::ViewState view;
  app::SlicePlayer space;
  app::FigureCache figures;

  app::SceneInput input() {
    space.follow(document, false);
    return app::sceneInput({document, view, space, figures}, {});
  }
};

}  // namespace

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

TEST_CASE("a word's label is hit like its point, in its box and nowhere else") {
  Stage stage;
  app::SceneInput input = stage.input();
  const auto positions = stage.space.positions();
  const std::vector<app::DrawnLabel> labels{{{100, 200, 60, 16}, positions[5]},
                                            {{300, 200, 60, 16}, positions[9]},
                                            {{500, 200, 60, 16}, positions[9] + glm::vec3(0.5F)}};
  CHECK_FALSE(app::labelledRowAt(input, 110, 210));  // nothing was drawn yet
  input.drawn = labels;
  CHECK(app::labelledRowAt(input, 110, 210) == math::Index{5});
  CHECK(app::labelledRowAt(input, 359, 215) == math::Index{9});
  CHECK_FALSE(app::labelledRowAt(input, 361, 215));
  CHECK_FALSE(app::labelledRowAt(input, 110, 217));
  CHECK_FALSE(app::labelledRowAt(input, 510, 210));  // it names no word's point
}

TEST_CASE("a word's lookalike is the most frequent word drawn close by, with its cosine in all dimensions") {
  Stage stage;
  stage.document = test::smallDocument(3000);
  const app::SceneInput input = stage.input();
  const model::EmbeddingTable& table = *stage.document.space->table;
  const glm::vec2 size{input.widthPx, input.heightPx};
  const render::Camera camera = app::cameraOf(input.view.camera, stage.space.extent(), size.x / size.y);
  const auto px = [&](math::Index row) {
    return render::pxFromWorld(camera, size, stage.space.positions()[static_cast<std::size_t>(row)]);
  };
  int with = 0, without = 0;
  for (math::Index row = 0; row < table.size(); row += 29) {
    INFO("row " << row);
    if (px(row).z <= 0) continue;
    std::optional<math::Index> expected;
    bool close = false;  // a point so near the reach that rounding decides
    for (math::Index other = 0; other < table.size() && !expected; ++other) {
      const float away = glm::length(glm::vec2(px(other)) - glm::vec2(px(row)));
      close = close || std::abs(away - 12) < 0.01F;
      if (other != row && away <= 12) expected = other;
    }
    if (close) continue;
    const app::HoveredWord word = app::pointedWord(input, row);
    CHECK(word.row == row);
    CHECK(word.length == Approx(double{table.vector(row).norm()}));
    REQUIRE(word.lookalike.has_value() == expected.has_value());
    (expected ? with : without)++;
    if (!expected) continue;
    CHECK(word.lookalike->word == table.vocabulary().word(*expected));
    CHECK(word.lookalike->dims == 8);
    const Eigen::VectorXd a = table.vector(row).cast<double>(), b = table.vector(*expected).cast<double>();
    CHECK(word.lookalike->cosine == Approx(a.dot(b) / (a.norm() * b.norm())).margin(1e-6));
  }
  CHECK(with > 20);
  CHECK(without > 5);
}

TEST_CASE("a pointed word's score is the standing question's") {
  Stage stage;
  for (const char* question : {"king", "king - man + woman"}) {
    app::NeighborsCommand ask;
    ask.expression = math::parseExpression(question);
    stage.document = test::after(stage.document, ask);
    const app::SceneInput input = stage.input();
    const app::HoveredWord queen = app::pointedWord(input, 1);
    REQUIRE(queen.score);
    if (std::string(question) != "king") CHECK(*queen.score == Approx(1.0));
    if (std::string(question) == "king") CHECK(*queen.score < 0.99);
  }
}
