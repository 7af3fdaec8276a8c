#include <cmath>
#include <limits>
#include <random>

#include "gl_support.h"

namespace es::test {
namespace {

using glm::ivec4;
using glm::vec2;
using glm::vec3;
using glm::vec4;
using render::Image;
using render::RenderScene;

const vec2 kSize(400, 300);
const vec4 kRed(1, 0, 0, 1);
const vec4 kGreen(0, 1, 0, 1);
const vec4 kYellow(1, 1, 0, 1);
const ivec4 kBlackPx(0, 0, 0, 255);
const ivec4 kRedPx(255, 0, 0, 255);

Image drawn(render::Renderer& renderer, const RenderScene& scene, int samples = 0) {
  return renderer.capture(scene, static_cast<int>(kSize.x), static_cast<int>(kSize.y), samples);
}
vec2 pxOf(const RenderScene& scene, vec3 world) {
  return vec2(render::pxFromWorld(scene.camera, kSize, world));
}

// Perpendicular to the view, to the right in the picture.
vec3 rightOf(const render::Camera& camera) {
  return {-std::sin(camera.yawRad), std::cos(camera.yawRad), 0.0F};
}

}  // namespace

TEST_CASE_METHOD(GlFixture, "a point of the cloud lands where pxFromWorld says, as large as asked") {
  render::Renderer renderer = makeRenderer();
  const std::vector<vec3> positions = {vec3(1.0F, 0.7F, -0.4F)};
  RenderScene scene;
  scene.cloud = {positions, 1, kRed, kRed, 9.0F};
  for (const int samples : {0, 4}) {
    const Image image = drawn(renderer, scene, samples);
    const vec2 px = pxOf(scene, positions[0]);
    CHECK(pixel(image, px) == kRedPx);
    const ivec4 box = inkBox(image, kBlackPx, 127);
    CHECK(std::abs(0.5F * static_cast<float>(box.x + box.z) - px.x) <= 1.0F);
    CHECK(std::abs(0.5F * static_cast<float>(box.y + box.w) - px.y) <= 1.0F);
    CHECK(std::abs(box.z - box.x - 9) <= 1);
    CHECK(std::abs(box.w - box.y - 9) <= 1);
    CHECK(pixel(image, box.x, box.y).r < 100);  // round
  }
}

TEST_CASE_METHOD(GlFixture, "points have the colours of their classes, whatever draws them") {
  const std::vector<vec3> positions = {vec3(1.0F, 0.7F, -0.4F), vec3(-1.0F, -0.7F, 0.4F)};
  const std::vector<std::uint8_t> classes = {2, 0}, others = {0, 2};
  RenderScene scene;
  scene.cloud = {positions, 1, vec4(1), vec4(1), 9.0F};
  scene.cloud.classes = classes;
  scene.cloud.classRevision = 1;
  scene.cloud.classColors = {vec4(1, 0, 0, 1), vec4(0, 0, 1, 1), vec4(0, 1, 0, 1)};
  scene.cloud.classShare = 1;
  const ivec4 greenPx(0, 255, 0, 255);
  render::Renderer renderer = makeRenderer();
  for (const float size : {9.0F, 20.0F}) {  // larger ones are GL's everywhere
    scene.cloud.sizePx = size;
    const Image image = drawn(renderer, scene);
    CHECK(pixel(image, pxOf(scene, positions[0])) == greenPx);
    CHECK(pixel(image, pxOf(scene, positions[1])) == kRedPx);
    scene.cloud.classShare = 0;
    CHECK(pixel(drawn(renderer, scene), pxOf(scene, positions[1])) == ivec4(255));
    scene.cloud.classShare = 1;
    scene.cloud.classes = others;
    scene.cloud.classRevision = 2;
    CHECK(pixel(drawn(renderer, scene), pxOf(scene, positions[0])) == kRedPx);
    scene.cloud.classes = classes;
    scene.cloud.classRevision = 1;
    scene.cloud.classColors[0].a = 0.4F;  // of the strength
    CHECK(std::abs(pixel(drawn(renderer, scene), pxOf(scene, positions[1])).r - 102) <= 2);
    scene.cloud.classColors[0].a = 1;
  }
}

TEST_CASE_METHOD(GlFixture, "far points fade to the floor, and are mixed by rank") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  const vec3 eye = render::eyePosition(scene.camera);
  const vec3 back = glm::normalize(eye);
  const vec3 right = rightOf(scene.camera);
  const std::vector<vec3> positions = {back * 4.0F, right * 1.5F, -back * 4.0F - right * 1.5F};
  scene.cloud = {positions, 1, kRed, kGreen, 9.0F};
  scene.fadeNear = 8.0F;
  scene.fadeFar = 12.0F;
  scene.fadeFloor = 0.2F;
  const Image image = drawn(renderer, scene);
  CHECK(pixel(image, pxOf(scene, positions[0])) == kRedPx);
  const float distance = glm::distance(eye, positions[1]);
  const float middle = 127.5F * (1.0F - 0.8F * (distance - 8.0F) / 4.0F);
  CHECK(std::abs(static_cast<float>(pixel(image, pxOf(scene, positions[1])).r) - middle) <= 2.0F);
  CHECK(std::abs(pixel(image, pxOf(scene, positions[2])).g - 51) <= 1);
}

TEST_CASE_METHOD(GlFixture, "an arrow ends at its tip, keeps its colour and hides what is behind it") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  const vec3 right = rightOf(scene.camera);
  scene.arrows = {{vec3(0), right * 2.0F, kYellow, 10.0F}};
  const std::vector<vec3> positions = {-glm::normalize(render::eyePosition(scene.camera)) + right};
  scene.cloud = {positions, 1, kRed, kRed, 3.0F};
  const Image image = drawn(renderer, scene, 4);
  const ivec4 box = inkBox(image, kBlackPx, 60);
  const vec2 tail = pxOf(scene, vec3(0));
  const vec2 tip = pxOf(scene, right * 2.0F);
  CHECK(std::abs(static_cast<float>(box.z) - tip.x) <= 2.0F);
  CHECK(std::abs(static_cast<float>(box.x) - tail.x) <= 2.0F);
  const ivec4 lit = pixel(image, 0.7F * tail + 0.3F * tip - vec2(0, 2));
  CHECK(lit.r == lit.g);
  CHECK(lit.r > 230);
  CHECK(lit.b == 0);
  CHECK(pixel(image, 0.5F * (tail + tip)).g > 100);  // not the red point
  const vec2 shaft = 0.5F * (tail + tip);
  int width = 0;
  for (int y = 0; y < image.height; ++y) width += pixel(image, static_cast<int>(shaft.x), y).g > 60 ? 1 : 0;
  CHECK(std::abs(width - 10) <= 1);
}

TEST_CASE_METHOD(GlFixture, "short arrows are small, those below a pixel are dots, wild ones nothing") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  scene.arrows = {{vec3(0), vec3(0), kYellow, 8.0F}};
  const Image dot = drawn(renderer, scene);
  CHECK(pixel(dot, 0.5F * kSize) == ivec4(255, 255, 0, 255));
  const ivec4 box = inkBox(dot, kBlackPx, 127);
  CHECK(std::abs(box.z - box.x - 8) <= 1);

  const float wild = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  scene.arrows = {{vec3(wild, 0, 0), vec3(0), kYellow, 8.0F}, {vec3(0), vec3(0, inf, 0), kYellow, 8.0F}};
  scene.lines = {{vec3(wild), vec3(1), kRed, 1.0F, 0.0F}};
  scene.sprites = {{vec3(0, inf, 0), kRed, 6.0F}};
  scene.rings = {{vec3(wild), kRed, 6.0F, 1.0F}};
  scene.screenLines = {{vec2(wild), vec2(1), kRed, 1.0F}};
  const std::vector<vec3> positions = {vec3(wild), vec3(inf)};
  scene.cloud = {positions, 7, kRed, kRed, 6.0F};
  CHECK(inkBox(drawn(renderer, scene), kBlackPx, 0) == ivec4(0));
}

TEST_CASE_METHOD(GlFixture, "lines have their width, their dashes, and end at the near plane") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  const vec3 right = rightOf(scene.camera);
  scene.lines = {{-right * 2.0F, right * 2.0F, kRed, 6.0F, 10.0F}};
  const Image dashed = drawn(renderer, scene);
  const auto row = static_cast<int>(0.5F * kSize.y);
  const auto start = static_cast<int>(std::ceil(pxOf(scene, -right * 2.0F).x));
  for (int i = 0; i < 3; ++i) {
    CHECK(pixel(dashed, start + 20 * i + 5, row).r > 250);
    CHECK(pixel(dashed, start + 20 * i + 15, row).r == 0);
  }
  const ivec4 box = inkBox(dashed, kBlackPx, 127);
  CHECK(box.w - box.y == 6);

  // Through the eye, to far behind it: still a straight streak from the target on.
  const vec3 eye = render::eyePosition(scene.camera);
  const vec3 beside = right * 0.5F;
  scene.lines = {{beside, eye * 5.0F - beside, kRed, 2.0F, 0.0F}};
  const Image passing = drawn(renderer, scene);
  CHECK(pixel(passing, pxOf(scene, beside + 0.05F * (eye * 5.0F - beside))).r > 200);
  scene.lines = {{eye * 2.0F, eye * 5.0F, kRed, 2.0F, 0.0F}};
  CHECK(inkBox(drawn(renderer, scene), kBlackPx, 0) == ivec4(0));
}

TEST_CASE_METHOD(GlFixture, "a strong line hides the points behind it and not those before it") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  const vec3 right = rightOf(scene.camera);
  const vec3 back = glm::normalize(render::eyePosition(scene.camera));
  const std::vector<vec3> positions = {right - back * 0.5F, -right + back * 0.5F};
  scene.cloud = {positions, 1, kGreen, kGreen, 3.0F};
  scene.lines = {{-right * 2.0F, right * 2.0F, kRed, 8.0F, 0.0F}};
  const Image image = drawn(renderer, scene);
  CHECK(pixel(image, pxOf(scene, positions[0])) == kRedPx);
  CHECK(pixel(image, pxOf(scene, positions[1])).g > 150);
}

TEST_CASE_METHOD(GlFixture, "rings and screen lines are where they belong") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  scene.rings = {{vec3(0), kRed, 20.0F, 4.0F}};
  scene.screenLines = {{vec2(10, 20), vec2(110, 20), kGreen, 4.0F}};
  const Image image = drawn(renderer, scene);
  CHECK(pixel(image, 0.5F * kSize) == kBlackPx);
  CHECK(pixel(image, 0.5F * kSize + vec2(20, 0)).r > 250);
  CHECK(pixel(image, 0.5F * kSize - vec2(0, 20)).r > 250);
  CHECK(pixel(image, 60, 20) == ivec4(0, 255, 0, 255));
  CHECK(pixel(image, 60, 24) == kBlackPx);
  CHECK(pixel(image, 112, 20) == kBlackPx);
}

TEST_CASE_METHOD(GlFixture, "drawing touches its rectangle only") {
  render::Renderer renderer = makeRenderer();
  const render::RenderTarget target(200, 100, 0);
  RenderScene everywhere;
  everywhere.background = kGreen;
  target.bind();
  renderer.draw(everywhere, 0, 0, 200, 100);
  RenderScene part;
  part.background = kRed;
  const std::vector<vec3> positions(500, vec3(1.57F, -1.57F, 0));
  part.cloud = {positions, 3, vec4(1), vec4(1), 40.0F};
  part.sprites = {{vec3(0), vec4(1), 300.0F}};
  renderer.draw(part, 50, 20, 60, 40);
  const Image image = target.read();
  int outside = 0;
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 200; ++x) {
      const bool inside = x >= 50 && x < 110 && y >= 40 && y < 80;  // from the top: 100 - 20 - 40
      if (!inside && pixel(image, x, y) != ivec4(0, 255, 0, 255)) ++outside;
    }
  }
  CHECK(outside == 0);
  CHECK(pixel(image, 80, 60) == ivec4(255));
}

TEST_CASE_METHOD(GlFixture, "a scene of thousands of everything draws") {
  render::Renderer renderer = makeRenderer();
  RenderScene scene;
  std::mt19937 engine(1);
  std::uniform_real_distribution<float> unit(-3.0F, 3.0F);
  const auto point = [&] { return vec3(unit(engine), unit(engine), unit(engine)); };
  for (int i = 0; i < 1000; ++i) {
    scene.arrows.push_back({point(), point(), vec4(1, 1, 0, 0.5F), 2.0F});
    scene.lines.push_back({point(), point(), kRed, 1.0F, 4.0F});
    scene.sprites.push_back({point(), kGreen, 4.0F});
    scene.rings.push_back({point(), kGreen, 9.0F, 1.0F});
    scene.labels.push_back({"word " + std::to_string(i), vec2(60.0F * unit(engine) + 200.0F, 150.0F), 11.0F});
  }
  scene.labels.push_back({std::string(200'000, 'x'), vec2(0, 50), 14.0F});
  CHECK(inkBox(drawn(renderer, scene), kBlackPx, 60).z > 300);
}

}  // namespace es::test
