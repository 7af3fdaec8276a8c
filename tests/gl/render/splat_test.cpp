#include <random>

#include "gl_support.h"
#include "render/gl/frame_uniform_buffer.h"
#include "render/gl/gl.h"
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

// The frame as Renderer prepares it, over depth that hides what is further than `depth` in the left half.
template <typename Pass>
Image drawnWith(Pass& pass, const render::RenderScene& scene, float depth, int samples) {
  const render::FrameUniformBuffer uniforms;
  const render::RenderTarget target(kWidth, kHeight, samples);
  const int margin = render::marginPx(scene);
  const Tile tile{0, 0, kWidth, kHeight};
  const render::Frame frame = makeFrame(scene, tile, {kWidth, kHeight}, margin);
  target.bind();
  glDisable(GL_SCISSOR_TEST);
  glDepthMask(GL_TRUE);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 0, kWidth / 2, kHeight);
  glClearDepth(static_cast<double>(depth));
  glClear(GL_DEPTH_BUFFER_BIT);
  glClearDepth(1.0);
  glScissor(0, 0, kWidth, kHeight);
  glViewport(-margin, -margin, kWidth + 2 * margin, kHeight + 2 * margin);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_FALSE);
  uniforms.upload(frame.uniforms);
  if constexpr (requires { pass.draw(frame); }) {
    pass.draw(frame);
  } else {
    pass.draw(frame, tile, {0, 0});
  }
  glDisable(GL_SCISSOR_TEST);
  return target.read();
}

Image drawnBy(const render::RenderScene& scene, bool bySplats, float depth, int samples = 0) {
  const render::ShaderSources sources(std::nullopt);
  if (bySplats) {
    render::SplatPass splats(sources);
    return drawnWith(splats, scene, depth, samples);
  }
  render::PointPass points(sources);
  return drawnWith(points, scene, depth, samples);
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
  const Image before = drawnWith(pass, scene, 1, 0);
  positions[0] = vec3(0, 0, 1);
  CHECK(drawnWith(pass, scene, 1, 0).rgba == before.rgba);
  scene.cloud.revision = 2;
  const Image moved = drawnWith(pass, scene, 1, 0);
  CHECK(moved.rgba != before.rgba);
  CHECK(moved.rgba == drawnBy(scene, false, 1).rgba);
}

TEST_CASE_METHOD(GlFixture, "points drawn on the processor look like those drawn by GL") {
  const std::vector<vec3> positions = normalPoints(5);
  render::RenderScene scene;
  scene.lines = {{vec3(0), vec3(1), vec4(1)}};  // something that depth may come from
  scene.fadeNear = 8.0F;
  scene.fadeFar = 13.0F;
  scene.fadeFloor = 0.3F;
  const float targetDepth = 0.5F + 0.5F * 0.98F;
  for (const float size : {0.6F, 1.0F, 3.0F, 8.0F, 12.0F}) {
    INFO("size " << size);
    scene.cloud = {positions, 1, vec4(1, 0.8F, 0.5F, 0.9F), vec4(0.2F, 0.5F, 1, 0.5F), size};
    const Image byGl = drawnBy(scene, false, targetDepth);
    const Image bySplats = drawnBy(scene, true, targetDepth);
    CHECK(inkBox(byGl, glm::ivec4(0, 0, 0, 255), 30).z > kWidth / 2);
    // A disc's place and size are rounded to 1/8 pixel: its edge may be 1/16 pixel off, 16 of 255, per
    // overlap.
    CHECK(shareOfDifferentPixels(byGl, bySplats, 48) < 0.003);
    CHECK(shareOfDifferentPixels(byGl, bySplats, 24) < 0.03);

    std::vector<std::uint8_t> classes;
    for (std::size_t i = 0; i < positions.size(); ++i) classes.push_back(static_cast<std::uint8_t>(i % 3));
    scene.cloud.classes = classes;
    scene.cloud.classColors = {vec4(1, 0, 0, 1), vec4(0, 1, 0.2F, 0.5F), vec4(0.3F, 0.2F, 1, 0.1F)};
    scene.cloud.classShare = 0.8F;
    const Image coloredByGl = drawnBy(scene, false, targetDepth);
    CHECK(coloredByGl.rgba != byGl.rgba);
    CHECK(shareOfDifferentPixels(coloredByGl, drawnBy(scene, true, targetDepth), 48) < 0.003);
  }
}

TEST_CASE_METHOD(GlFixture, "points from the processor are hidden in a multisampled framebuffer too") {
  const std::vector<vec3> positions = normalPoints(6);
  render::RenderScene scene;
  scene.lines = {{vec3(0), vec3(1), vec4(1)}};
  scene.cloud = {positions, 1, vec4(1, 0.8F, 0.5F, 0.9F), vec4(0.2F, 0.5F, 1, 0.5F), 3.0F};
  const float targetDepth = 0.5F + 0.5F * 0.98F;
  const Image sampled = drawnBy(scene, true, targetDepth, 4);
  CHECK(shareOfDifferentPixels(drawnBy(scene, true, targetDepth, 0), sampled, 2) == 0);
  CHECK(shareOfDifferentPixels(drawnBy(scene, true, 1.0F, 4), sampled, 24) > 0.01);  // something is hidden
}

TEST_CASE_METHOD(GlFixture, "points without a place in the picture are left out by the processor too") {
  const float wild = std::numeric_limits<float>::quiet_NaN();
  render::RenderScene scene;
  const vec3 eye = render::eyePosition(scene.camera);
  const std::vector<vec3> positions = {vec3(wild),      eye,        eye * 2.0F, vec3(1e30F),
                                       vec3(0, 0, 500), -eye * 1e5F};
  scene.cloud = {positions, 1, vec4(1), vec4(1), 12.0F};
  CHECK(inkBox(drawnBy(scene, true, 1.0F), glm::ivec4(0, 0, 0, 255), 0) == glm::ivec4(0));
}

}  // namespace es::test
