#include <algorithm>

#include "gl_support.h"
#include "render/passes/label_pass.h"
#include "render/text/font_files.h"

namespace es::test {
namespace {

using glm::ivec4;
using glm::vec2;
using glm::vec4;
using render::Image;
using render::Label;
using render::RenderScene;

RenderScene sceneWith(const std::string& text, float sizePx, vec4 color = vec4(1), float outlinePx = 0.0F) {
  RenderScene scene;
  scene.labels = {{text, vec2(40, 120), sizePx, color, vec4(0.0F, 0.0F, 1.0F, 1.0F), outlinePx}};
  return scene;
}

double inkSum(const Image& image, bool darkOnLight) {
  double sum = 0.0;
  for (std::size_t i = 1; i < image.rgba.size(); i += 4)
    sum += darkOnLight ? 255 - image.rgba[i] : image.rgba[i];
  return sum / 255.0;
}

}  // namespace

TEST_CASE_METHOD(GlFixture, "a label's ink lies within the box that the font measures") {
  render::Renderer renderer = makeRenderer();
  for (const char* text : {"towers", "Agjpqy", "Ωμέγα", "Жизнь", "AVATAR", "\xF4\x8F\xBF\xB0"}) {
    for (const float size : {10.0F, 14.0F, 33.0F, 96.0F}) {
      INFO(text << " at " << size);
      const Image image = renderer.capture(sceneWith(text, size), 600, 200, 0);
      const ivec4 ink = inkBox(image, ivec4(0, 0, 0, 255), 60);
      const auto& font = renderer.font();
      const float slack =
          1.0F + 0.06F * size;  // letters may reach a little beyond their advance, accents higher
      CHECK(static_cast<float>(ink.x) >= 40.0F - slack);
      CHECK(static_cast<float>(ink.z) <= 40.0F + font.widthPx(text, size) + slack);
      CHECK(static_cast<float>(ink.y) >= 120.0F - font.ascentPx(size) - slack);
      CHECK(static_cast<float>(ink.w) <= 120.0F + font.descentPx(size) + slack);
      CHECK(static_cast<float>(ink.z - ink.x) > 0.8F * font.widthPx(text, size) - 2.0F * slack);
    }
  }
}

TEST_CASE_METHOD(GlFixture, "a character that no face has is a hollow box") {
  render::Renderer renderer = makeRenderer();
  const Image image = renderer.capture(sceneWith("\xF4\x8F\xBF\xB0", 100.0F), 200, 160, 0);
  const ivec4 box = inkBox(image, ivec4(0, 0, 0, 255), 127);
  CHECK(std::abs(box.z - box.x - 48) <= 2);
  CHECK(std::abs(box.w - box.y - 72) <= 2);
  CHECK(pixel(image, (box.x + box.z) / 2, (box.y + box.w) / 2) == ivec4(0, 0, 0, 255));
  CHECK(pixel(image, box.x + 3, (box.y + box.w) / 2) == ivec4(255));
}

TEST_CASE_METHOD(GlFixture, "the outline surrounds the letters and never covers them") {
  render::Renderer renderer = makeRenderer();
  RenderScene plain = sceneWith("illicit", 40.0F);
  RenderScene outlined = sceneWith("illicit", 40.0F, vec4(1), 4.0F);
  const Image without = renderer.capture(plain, 300, 160, 0);
  const Image with = renderer.capture(outlined, 300, 160, 0);
  std::size_t covered = 0;
  for (std::size_t i = 0; i < without.rgba.size(); i += 4)
    if (without.rgba[i] > 250 && with.rgba[i] < 245) ++covered;
  CHECK(covered == 0);
  const ivec4 inner = inkBox(without, ivec4(0, 0, 0, 255), 127);
  const ivec4 outer = inkBox(with, ivec4(0, 0, 0, 255), 127);
  for (int side = 0; side < 4; ++side) CHECK(std::abs(std::abs(outer[side] - inner[side]) - 4) <= 1);
}

TEST_CASE_METHOD(GlFixture, "light and dark text carry about the same weight as the outlines' area") {
  render::Renderer renderer = makeRenderer();
  const auto& font = renderer.font();
  double area = 0.0;  // em^2, by Green's theorem
  const auto line = font.shaped("weight");
  for (const auto& placed : line->glyphs) {
    double twice = 0.0;
    for (const auto& s : font.outline(placed.glyph))
      twice += double{s.from.x} * double{s.to.y} - double{s.to.x} * double{s.from.y};
    area += std::abs(twice) / 2.0;
  }
  for (const float size : {12.0F, 24.0F, 80.0F}) {
    RenderScene light = sceneWith("weight", size);
    RenderScene dark = sceneWith("weight", size, vec4(0, 0, 0, 1));
    dark.background = vec4(1);
    const double expected = area * double{size} * double{size};
    CHECK(inkSum(renderer.capture(light, 400, 160, 0), false) == Approx(expected).epsilon(0.25));
    CHECK(inkSum(renderer.capture(dark, 400, 160, 0), true) == Approx(expected).epsilon(0.15));
  }
}

TEST_CASE_METHOD(GlFixture, "an atlas grows, and when it is full keeps what the frame needs") {
  const render::FontChain font = testFont();
  render::GlyphAtlas atlas({256, 256, 512});
  std::size_t placed = 0;
  char32_t c = U'!';
  for (; c < 0x500; ++c) {
    if (!atlas.slot(font, font.find(c))) break;
    ++placed;
  }
  CHECK(c < 0x500);  // it did fill up
  CHECK(placed > 6);
  CHECK(atlas.fieldTexels().y == 512);
  atlas.clear();
  CHECK(atlas.glyphCount() == 0);
  CHECK(atlas.slot(font, font.find(c)).has_value());
  atlas.bind();
}

TEST_CASE_METHOD(GlFixture, "text is the same before and after thousands of other glyphs") {
  render::Renderer renderer = makeRenderer();
  const RenderScene scene = sceneWith("queen Ω", 30.0F);
  const Image before = renderer.capture(scene, 300, 160, 0);
  std::string many;
  for (unsigned c = 0x100; c < 0x800; ++c)
    many += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  renderer.capture(sceneWith(many, 12.0F), 300, 160, 0);
  CHECK(shareOfDifferentPixels(before, renderer.capture(scene, 300, 160, 0), 1) == 0.0);
}

TEST_CASE_METHOD(
    GlFixture, "emoji are drawn in their own colours, as large as the font says, with the label's opacity") {
  render::Renderer renderer(render::FontChain(render::systemFontFiles()), std::nullopt);
  for (const float size : {12.0F, 30.0F, 90.0F}) {
    INFO(size);
    const RenderScene scene = sceneWith("\xF0\x9F\x98\x80", size, vec4(0, 0, 1, 1), 3.0F);  // U+1F600, yellow
    const Image image = renderer.capture(scene, 300, 200, 0);
    const ivec4 ink = inkBox(image, ivec4(0, 0, 0, 255), 40);
    CHECK(static_cast<float>(ink.z - ink.x) ==
          Approx(renderer.font().widthPx(scene.labels[0].text, size)).epsilon(0.16).margin(1));
    // Its forehead, free of eyes and mouth.
    const ivec4 yellow = pixel(image, (ink.x + ink.z) / 2, ink.y + (ink.w - ink.y) / 5);
    CHECK(yellow.r > 200);
    CHECK(yellow.g > 150);
    CHECK(yellow.b < 120);
    const Image faint =
        renderer.capture(sceneWith(scene.labels[0].text, size, vec4(0, 0, 1, 0.5F)), 300, 200, 0);
    const ivec4 half = pixel(faint, (ink.x + ink.z) / 2, ink.y + (ink.w - ink.y) / 5);
    CHECK(std::abs(half.r - yellow.r / 2) <= 3);
    CHECK(std::abs(half.g - yellow.g / 2) <= 3);
  }
}

}  // namespace es::test
