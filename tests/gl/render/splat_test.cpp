#include <random>

#include "gl_support.h"
#include "render/gl/frame_uniform_buffer.h"
#include "render/gl/gl.h"
#include "render/passes/arrow_pass.h"
#include "render/passes/point_pass.h"
#include "render/passes/splat_pass.h"

namespace es::test {

using glm::vec3;
using glm::vec4;
using render::Image;
using render::Tile;

namespace {

constexpr int kWidth = 500;
constexpr int kHeight = 400;

// The frame as Renderer prepares it, in the order in which it draws.
template <typename Draw>
Image drawnWith(const render::RenderScene& scene, int samples, const Draw& draw) {
  const render::FrameUniformBuffer uniforms;
  const render::RenderTarget target(kWidth, kHeight, samples);
  const int margin = render::marginPx(scene);
  const Tile tile{0, 0, kWidth, kHeight};
  const render::Frame frame = makeFrame(scene, tile, {kWidth, kHeight}, margin);
  target.bind();
  glDisable(GL_SCISSOR_TEST);
  glDepthMask(GL_TRUE);
  glClearColor(scene.background.r, scene.background.g, scene.background.b, 1);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 0, kWidth, kHeight);
  glViewport(-margin, -margin, kWidth + 2 * margin, kHeight + 2 * margin);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_FALSE);
  uniforms.upload(frame.uniforms);
  draw(frame, tile);
  glDisable(GL_SCISSOR_TEST);
  return target.read();
}

struct Passes {
  const render::ShaderSources sources{std::nullopt};
  render::ArrowPass arrows{sources};
  render::PointPass points{sources};
  render::SplatPass splats{sources};
};

enum class Front { Drawn, Missing };

Image splatsWith(Passes& passes, const render::RenderScene& scene, int samples = 0,
                 Front front = Front::Drawn) {
  return drawnWith(scene, samples, [&](const render::Frame& frame, const Tile& tile) {
    passes.arrows.drawDepth(frame);
    passes.splats.drawGround(frame, tile, {0, 0});
    passes.arrows.drawAfterDepth();
    if (front == Front::Drawn) passes.splats.drawFront(frame);
  });
}

Image drawnBy(const render::RenderScene& scene, bool bySplats, int samples = 0) {
  Passes passes;
  if (bySplats) return splatsWith(passes, scene, samples);
  return drawnWith(scene, samples, [&](const render::Frame& frame, const Tile&) {
    passes.arrows.draw(frame);
    passes.points.draw(frame);
  });
}

/// Points all around a thick arrow, some before it and some behind.
render::RenderScene cloudAroundArrow() {
  render::RenderScene scene;
  scene.background = vec4(0.05F, 0.1F, 0.2F, 1);
  scene.arrows = {{vec3(-2, -1, -1.5F), vec3(1.5F, 1, 1.8F), vec4(1, 0.9F, 0.2F, 1), 40.0F},
                  {vec3(2, -2, 1), vec3(1.0F, 2, -1), vec4(0.2F, 0.9F, 0.8F, 1), 15.0F}};
  return scene;
}

std::vector<vec3> normalPoints(unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal(0.0F, 1.2F);
  std::vector<vec3> positions(3000);
  for (vec3& p : positions) p = vec3(normal(engine), normal(engine), normal(engine));
  return positions;
}

}  // namespace

TEST_CASE_METHOD(GlFixture, "GL gets the cloud again when its revision changes, and only then") {
  const render::ShaderSources sources(std::nullopt);
  render::PointPass pass(sources);
  std::vector<vec3> positions = {vec3(0)};
  render::RenderScene scene;
  scene.cloud = {positions, 1, vec4(1, 0, 0, 1), vec4(1, 0, 0, 1), 5.0F};
  const auto drawn = [&] {
    return drawnWith(scene, 0, [&](const render::Frame& frame, const Tile&) { pass.draw(frame); });
  };
  const Image before = drawn();
  positions[0] = vec3(0, 0, 1);
  CHECK(drawn().rgba == before.rgba);
  scene.cloud.revision = 2;
  const Image moved = drawn();
  CHECK(moved.rgba != before.rgba);
  CHECK(moved.rgba == drawnBy(scene, false).rgba);
}

TEST_CASE_METHOD(GlFixture,
                 "points drawn on the processor look like those drawn by GL, behind arrows and before them") {
  const std::vector<vec3> positions = normalPoints(5);
  render::RenderScene scene = cloudAroundArrow();
  scene.fadeNear = 8.0F;
  scene.fadeFar = 13.0F;
  scene.fadeFloor = 0.3F;
  for (const float size : {0.6F, 1.0F, 3.0F, 8.0F, 12.0F}) {
    INFO("size " << size);
    scene.cloud = {positions, 1, vec4(1, 0.8F, 0.5F, 0.9F), vec4(0.2F, 0.5F, 1, 0.5F), size};
    const Image byGl = drawnBy(scene, false);
    const Image bySplats = drawnBy(scene, true);
    // A disc's place and size are rounded to 1/8 pixel: its edge may be 1/16 pixel off, 16 of 255, per
    // overlap.
    CHECK(shareOfDifferentPixels(byGl, bySplats, 48) < 0.003);
    CHECK(shareOfDifferentPixels(byGl, bySplats, 24) < 0.03);
    // Some points lie before the arrows and some behind: neither can be left out unnoticed.
    if (size >= 3) {
      Passes passes;
      const Image withoutFront = splatsWith(passes, scene, 0, Front::Missing);
      INFO(shareOfDifferentPixels(byGl, bySplats, 48)
           << " " << shareOfDifferentPixels(byGl, withoutFront, 48));
      CHECK(shareOfDifferentPixels(byGl, withoutFront, 48) >
            0.003 + shareOfDifferentPixels(byGl, bySplats, 48));
      render::RenderScene allInFront = scene;
      for (render::Arrow& arrow : allInFront.arrows) arrow.color.a = 0;
      CHECK(shareOfDifferentPixels(byGl, drawnBy(allInFront, true), 48) > 0.03);
    }

    std::vector<std::uint8_t> classes;
    for (std::size_t i = 0; i < positions.size(); ++i) classes.push_back(static_cast<std::uint8_t>(i % 3));
    scene.cloud.classes = classes;
    scene.cloud.classColors = {vec4(1, 0, 0, 1), vec4(0, 1, 0.2F, 0.5F), vec4(0.3F, 0.2F, 1, 0.1F)};
    scene.cloud.classShare = 0.8F;
    const Image coloredByGl = drawnBy(scene, false);
    CHECK(coloredByGl.rgba != byGl.rgba);
    CHECK(shareOfDifferentPixels(coloredByGl, drawnBy(scene, true), 48) < 0.003);
  }
}

TEST_CASE_METHOD(
    GlFixture,
    "the processor's cloud is the same on one sample a pixel and on four, but for the rims of arrows") {
  const std::vector<vec3> positions = normalPoints(6);
  render::RenderScene scene = cloudAroundArrow();
  scene.cloud = {positions, 1, vec4(1, 0.8F, 0.5F, 0.9F), vec4(0.2F, 0.5F, 1, 0.5F), 3.0F};
  Passes passes;
  const Image one = splatsWith(passes, scene, 0), four = splatsWith(passes, scene, 4);
  CHECK(shareOfDifferentPixels(one, four, 48) < 0.01);
  // Of one sample the test before knows that it is right; of four the points before the arrows are there too.
  const double before = shareOfDifferentPixels(one, splatsWith(passes, scene, 0, Front::Missing), 8);
  const double beforeOnFour = shareOfDifferentPixels(four, splatsWith(passes, scene, 4, Front::Missing), 8);
  INFO(before << " " << beforeOnFour);
  CHECK(before > 0.005);
  CHECK(beforeOnFour > 0.8 * before);
  scene.arrows.clear();
  CHECK(shareOfDifferentPixels(drawnBy(scene, true, 0), drawnBy(scene, true, 4), 2) == 0);
}

TEST_CASE_METHOD(GlFixture, "a second frame knows nothing of where arrows were in the first") {
  const std::vector<vec3> positions = normalPoints(7);
  render::RenderScene first = cloudAroundArrow();
  first.cloud = {positions, 1, vec4(1, 0.8F, 0.5F, 0.9F), vec4(0.2F, 0.5F, 1, 0.5F), 3.0F};
  render::RenderScene second = first;
  for (render::Arrow& arrow : second.arrows) std::swap(arrow.from.x, arrow.to.x);
  Passes passes;
  splatsWith(passes, first);
  CHECK(splatsWith(passes, second).rgba == drawnBy(second, true).rgba);
}

TEST_CASE_METHOD(GlFixture, "points without a place in the picture are left out by the processor too") {
  const float wild = std::numeric_limits<float>::quiet_NaN();
  render::RenderScene scene;
  scene.background = vec4(0, 0, 0, 1);
  const vec3 eye = render::eyePosition(scene.camera);
  const std::vector<vec3> positions = {vec3(wild),      eye,        eye * 2.0F, vec3(1e30F),
                                       vec3(0, 0, 500), -eye * 1e5F};
  scene.cloud = {positions, 1, vec4(1), vec4(1), 12.0F};
  CHECK(inkBox(drawnBy(scene, true), glm::ivec4(0, 0, 0, 255), 0) == glm::ivec4(0));
}

}  // namespace es::test
