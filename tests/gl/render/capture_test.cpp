#include <algorithm>

#include "base/error.h"
#include "demo_scene.h"
#include "gl_support.h"

namespace es::test {

using glm::ivec4;
using glm::vec2;
using glm::vec3;
using glm::vec4;
using render::Image;

TEST_CASE_METHOD(GlFixture, "a picture in tiles is the picture in one piece") {
  render::Renderer renderer = makeRenderer();
  DemoScene demo(20'000, {1500, 1100}, true);
  demo.scene.cloud.sizePx = 7.0F;  // large enough to reach over seams
  for (const int samples : {0, 4}) {
    const Image whole = renderer.capture(demo.scene, 1500, 1100, samples);
    const Image tiled = renderer.capture(demo.scene, 1500, 1100, samples, 400);
    // The rasteriser rounds to 1/256 pixel, from another origin in each tile.
    CHECK(shareOfDifferentPixels(whole, tiled, 2) < 0.002);
    CHECK(shareOfDifferentPixels(whole, tiled, 40) < 0.0002);
  }
}

TEST_CASE_METHOD(GlFixture, "a renderer that has warmed up draws the same picture") {
  DemoScene demo(5'000, {500, 400}, true);
  for (const int samples : {0, 4}) {
    render::Renderer cold = makeRenderer();
    render::Renderer warm = makeRenderer();
    warm.warmUp(samples);
    const Image expected = cold.capture(demo.scene, 500, 400, samples);
    const Image found = warm.capture(demo.scene, 500, 400, samples);
    CHECK(shareOfDifferentPixels(expected, found, 0) < 0.001);  // letters stand elsewhere in the atlas
    CHECK(shareOfDifferentPixels(expected, found, 2) == 0);
  }
}

TEST_CASE_METHOD(GlFixture, "a transparent picture has straight alpha and no fringes") {
  render::Renderer renderer = makeRenderer();
  render::RenderScene scene;
  scene.background = vec4(0);
  scene.sprites = {{vec3(0), vec4(1, 0.5F, 0, 1), 60.0F}};
  scene.labels = {{"edge", vec2(20, 60), 40.0F, vec4(1, 0.5F, 0, 1), vec4(0), 0.0F}};
  scene.arrows = {{vec3(-1), vec3(-1, 1, 1), vec4(0, 1, 0, 1), 6.0F}};
  for (const int samples : {0, 4}) {
    const Image image = renderer.capture(scene, 300, 200, samples);
    CHECK(pixel(image, 299, 199) == ivec4(0));
    int soft = 0;
    int fringes = 0;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        const ivec4 p = pixel(image, x, y);
        if (p.a < 32 || p.a > 250 || p.r < 128)
          continue;  // orange edges; faint ones are too coarse in 8 bits
        ++soft;
        if (p.r < 247 || std::abs(p.g - 128) > 8 || p.b > 8) ++fringes;
      }
    }
    CHECK(soft > 100);
    CHECK(fringes == 0);
  }
}

TEST_CASE_METHOD(GlFixture, "resolving averages the samples") {
  render::Renderer renderer = makeRenderer();
  render::RenderScene scene;
  scene.camera.yawRad = 0.4F;
  scene.arrows = {{vec3(0), vec3(0, 2, 1), vec4(1), 30.0F}};
  const auto softPixels = [&](int samples) {
    const Image image = renderer.capture(scene, 200, 200, samples);
    int soft = 0;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4)
      if (image.rgba[i] > 20 && image.rgba[i] < 130) ++soft;  // neither ground nor any shade of the arrow
    return soft;
  };
  CHECK(softPixels(0) == 0);
  CHECK(softPixels(4) > 50);
}

TEST_CASE_METHOD(GlFixture, "scale makes every size larger: the same layout at another resolution") {
  render::Renderer renderer = makeRenderer();
  DemoScene small(500, {640, 400}, true);
  small.scene.cloud.positions = {};
  small.scene.scale = 1.0F;
  const Image image = renderer.capture(small.scene, 640, 400, 4);
  small.scene.scale = 3.0F;
  const Image large = renderer.capture(small.scene, 1920, 1200, 4);
  Image reduced{640, 400, {}};
  reduced.rgba.resize(image.rgba.size());
  for (int y = 0; y < 400; ++y) {
    for (int x = 0; x < 640; ++x) {
      ivec4 sum(4);  // for rounding
      for (int i = 0; i < 9; ++i) sum += pixel(large, 3 * x + i % 3, 3 * y + i / 3);
      for (int c = 0; c < 4; ++c)
        reduced.rgba[static_cast<std::size_t>((y * 640 + x) * 4 + c)] = static_cast<std::uint8_t>(sum[c] / 9);
    }
  }
  CHECK(shareOfDifferentPixels(image, reduced, 64) < 0.01);
}

TEST_CASE_METHOD(GlFixture, "sizes that cannot be are refused") {
  render::Renderer renderer = makeRenderer();
  const render::RenderScene scene;
  CHECK_THROWS_AS(renderer.capture(scene, 0, 10, 0), Error);
  CHECK_THROWS_AS(renderer.capture(scene, 10, -1, 0), Error);
  CHECK_THROWS_AS(renderer.capture(scene, 32769, 10, 0), Error);
  CHECK_THROWS_AS(renderer.capture(scene, 32768, 32768, 0), Error);
  CHECK(renderer.capture(scene, 1, 1, 4).rgba == std::vector<std::uint8_t>{0, 0, 0, 255});
}

}  // namespace es::test
