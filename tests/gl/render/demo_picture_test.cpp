#include "demo_scene.h"
#include "gl_support.h"

namespace es::test {

TEST_CASE_METHOD(GlFixture, "the demo scene draws at once with no complaint of the driver") {
  render::Renderer renderer = makeRenderer();
  struct Picture {
    const char* name;
    int width, height;
    bool dark;
  };
  for (const Picture& p : {Picture{"demo_dark.png", 1280, 800, true},
                           {"demo_light.png", 1280, 800, false},
                           {"demo_dark_4k.png", 3840, 2160, true},
                           {"demo_light_4k.png", 3840, 2160, false}}) {
    const DemoScene demo(40'000, {p.width, p.height}, p.dark);
    const render::Image image = renderer.capture(demo.scene, p.width, p.height, 4);
    writePng(image, std::string(ES_TEST_TMP "/") + p.name);
    CHECK(image.rgba.size() == static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height) * 4);
    const glm::ivec4 ground = p.dark ? glm::ivec4(0, 0, 0, 255) : glm::ivec4(255);
    const glm::ivec4 ink = inkBox(image, ground, 40);
    CHECK(ink.z - ink.x > p.width / 2);
    CHECK(ink.w - ink.y > p.height / 2);
  }
}

}  // namespace es::test
