#include "render/text/text_raster.h"

#include <algorithm>

#include "catch.h"
#include "render/text/font_files.h"

namespace es::render {
namespace {

const FontChain& font() {
  static const FontChain kFont(systemFontFiles());
  return kFont;
}

double areaOf(const std::vector<OutlineSegment>& outline) {
  double twice = 0.0;
  for (const auto& s : outline)
    twice += double{s.from.x} * double{s.to.y} - double{s.to.x} * double{s.from.y};
  return std::abs(twice) / 2.0;
}

double inkOf(const TextPicture& picture) {
  double sum = 0.0;
  for (const glm::u8vec4 pixel : picture.pixels) sum += pixel.a / 255.0;
  return sum;
}

}  // namespace

TEST_CASE("a letter's picture has the area of its outline and stands where the outline stands") {
  const TextRaster raster;
  for (const char32_t c : {U'o', U'B', U'g', U'8', U'Ж', U'你', U'न'}) {
    INFO(static_cast<unsigned>(c));
    PlacedGlyph placed;
    placed.glyph = font().find(c);
    REQUIRE(placed.glyph.face >= 0);
    const glm::vec4 ink = font().inkEm(placed.glyph);
    for (const float emPx : {14.0F, 31.7F, 90.0F}) {
      const TextPicture picture = raster.draw(font(), std::span(&placed, 1), emPx);
      CHECK(!picture.colored);
      CHECK(inkOf(picture) == Approx(areaOf(font().outline(placed.glyph)) * emPx * emPx).epsilon(0.02));
      CHECK(std::abs(static_cast<float>(picture.topLeft.x) - emPx * ink.x) <= 1.5F);
      CHECK(std::abs(static_cast<float>(picture.topLeft.y) - emPx * ink.w) <= 1.5F);
      CHECK(std::abs(static_cast<float>(picture.width) - emPx * (ink.z - ink.x)) <= 2.5F);
    }
  }
}

TEST_CASE("glyphs that touch become one shape without a seam") {
  const auto line = font().shaped("\u0640\u0640\u0640");  // the stroke that lengthens a word, three times
  const TextPicture bar = TextRaster().draw(font(), line->glyphs, 47);
  REQUIRE(bar.width > 3 * 4);
  const int middle = bar.height / 2;
  for (int x = 1; x + 1 < bar.width; ++x)
    CHECK(bar.pixels[static_cast<std::size_t>(middle * bar.width + x)].a == 255);
}

TEST_CASE("an emoji made smaller keeps its mean colour") {
  const auto line = font().shaped("😀");
  const auto whole = font().colorGlyph(line->glyphs[0].glyph);
  REQUIRE(whole);
  const auto meanOf = [](const auto& pixels, bool straight) {
    glm::dvec4 sum(0);
    for (const glm::u8vec4 pixel : pixels) {
      const double share = straight ? pixel.a / 255.0 : 1.0;
      sum += glm::dvec4(glm::dvec3(pixel) * share, pixel.a);
    }
    return glm::dvec3(sum) / sum.w;
  };
  for (const float emPx : {12.0F, 17.0F, 40.0F, 150.0F}) {
    const TextPicture picture = TextRaster().draw(font(), line->glyphs, emPx);
    CHECK(picture.colored);
    CHECK(picture.width == Approx(emPx * line->widthEm).margin(2));
    const auto gap = glm::abs(meanOf(picture.pixels, true) - meanOf(whole->pixels, false));
    CHECK(std::max({gap.x, gap.y, gap.z}) < 0.02);
  }
}

TEST_CASE("blanks and monsters are empty pictures") {
  PlacedGlyph blank;
  blank.glyph = font().find(U' ');
  CHECK(TextRaster().draw(font(), std::span(&blank, 1), 20).pixels.empty());
  CHECK(TextRaster().draw(font(), {}, 20).pixels.empty());
  const auto wide = font().shaped(std::string(2000, 'm'));
  CHECK(TextRaster().draw(font(), wide->glyphs, 20).pixels.empty());
}

}  // namespace es::render
