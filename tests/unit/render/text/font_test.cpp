#include "render/text/font.h"

#include <fstream>
#include <set>

#include "base/error.h"
#include "catch.h"
#include "render/text/font_files.h"
#include "render/text/glyph_sdf.h"

namespace es::render {
namespace {

namespace fs = std::filesystem;

fs::path systemFont(const std::string& name) {
  for (const auto& file : systemFontFiles())
    if (file.filename() == name) return file;
  FAIL(name << " is not installed (packages fonts-inter, fonts-dejavu-core)");
  return {};
}
FontChain inter() {
  return FontChain({systemFont("Inter-Regular.otf")});
}
FontChain dejaVu() {
  return FontChain({systemFont("DejaVuSans.ttf")});
}

// Area within the outline, by Green's theorem: of the shape itself, not of its field.
double outlineArea(const std::vector<OutlineSegment>& outline) {
  double twice = 0.0;
  for (const auto& s : outline)
    twice += double{s.from.x} * double{s.to.y} - double{s.to.x} * double{s.from.y};
  return std::abs(twice) / 2.0;
}

double fieldArea(const GlyphField& field) {
  double texels = 0.0;
  for (const std::uint16_t value : field.texels) {
    const double distance = value / 65535.0 * double{kFieldOutside + kFieldInside} - double{kFieldOutside};
    texels += std::clamp(distance + 0.5, 0.0, 1.0);
  }
  return texels / (double{kFieldEmTexels} * double{kFieldEmTexels});
}

}  // namespace

TEST_CASE("widths scale with the size and add up over blanks") {
  const FontChain font = inter();
  CHECK(font.widthPx("", 20.0F) == 0.0F);
  CHECK(font.widthPx("tower", 40.0F) == Approx(2.0F * font.widthPx("tower", 20.0F)));
  CHECK(font.widthPx("king queen", 20.0F) ==
        Approx(font.widthPx("king", 20.0F) + font.widthPx(" ", 20.0F) + font.widthPx("queen", 20.0F))
            .margin(0.5));
  CHECK(font.ascentPx(100.0F) > 60.0F);
  CHECK(font.ascentPx(100.0F) < 110.0F);
  CHECK(font.descentPx(100.0F) > 10.0F);
  CHECK(font.descentPx(100.0F) < 40.0F);
}

// As fontTools reads them: DejaVu Sans has 2048 units an em, "A" and "V" are 1401 wide, kerned by -131.
TEST_CASE("advances and kerning are those of the font's tables") {
  const FontChain font = dejaVu();
  CHECK(font.widthPx("A", 2048.0F) == Approx(1401.0F));
  CHECK(font.widthPx("AV", 2048.0F) == Approx(2.0F * 1401.0F - 131.0F));
  CHECK(font.widthPx("HH", 2048.0F) == Approx(2.0F * font.widthPx("H", 2048.0F)));
}

TEST_CASE("the first face that has a glyph gives it") {
  const FontChain chain({systemFont("Inter-Regular.otf"), systemFont("DejaVuSans.ttf")});
  CHECK(chain.find(U'a').face == 0);
  CHECK(chain.find(U'\u0561').face == 1);  // Armenian: DejaVu has it, Inter does not
  CHECK(chain.find(U'\U0010FFF0') == GlyphRef{});
  CHECK(chain.widthPx("a\xD5\xA1", 100.0F) ==
        Approx(inter().widthPx("a", 100.0F) + dejaVu().widthPx("\xD5\xA1", 100.0F)));
}

TEST_CASE("what no face has is measured as a box, and invalid bytes as U+FFFD") {
  const FontChain font = inter();
  const float box = font.widthPx("\xF4\x8F\xBF\xB0", 100.0F);  // U+10FFF0, private use
  CHECK(box > 30.0F);
  CHECK(font.widthPx("\x01", 100.0F) == box);
  CHECK(font.widthPx("\xFF", 100.0F) == font.widthPx("\xEF\xBF\xBD", 100.0F));
  CHECK(font.widthPx("a\xE2\x80\x8B", 100.0F) == font.widthPx("a", 100.0F));  // zero width space
}

TEST_CASE("no character is dropped: each has a glyph of its own or a box with its code point") {
  const FontChain chain({systemFont("Inter-Regular.otf"), systemFont("DejaVuSans.ttf")});
  const auto missing = [&](std::string_view text) {
    std::vector<std::uint32_t> codes;
    const auto line = chain.shaped(text);
    for (const PlacedGlyph& placed : line->glyphs)
      if (placed.glyph.face < 0) codes.push_back(placed.glyph.glyph);
    return codes;
  };
  using Codes = std::vector<std::uint32_t>;
  for (const char* known : {"naïve Łódź", "Ωμέγα ἀγαθός", "Жизнь ўсё"}) {
    INFO(known);
    CHECK(missing(known).empty());
  }
  CHECK(missing("東京") == Codes{0x6771, 0x4EAC});  // no face for East Asia in this chain
  CHECK(missing("a\xF0\x9F\xA7\xA0") == Codes{0x1F9E0});
  CHECK(missing("\x01") == Codes{1});
  CHECK(missing("क्षेत्र").size() == 7);
  CHECK(chain.shaped("東京a")->glyphs.size() == 3);
  // Marks that steer the direction of writing move nothing; they have no ink.
  CHECK(chain.widthPx("ab\xE2\x80\x8F"
                      "c",
                      100.0F) == Approx(chain.widthPx("abc", 100.0F)).margin(8));
  CHECK(chain
            .shaped("a\xE2\x80\x8F"
                    "b")
            ->glyphs[1]
            .penEm > 0);
}

TEST_CASE("the digits in a box tell characters apart and stay within it") {
  const FontChain font = inter();
  const double empty = outlineArea(font.outline({}));
  const double first = outlineArea(font.outline({-1, 0x6771}));
  CHECK(std::abs(first - empty) > 0.01);
  CHECK(std::abs(first - outlineArea(font.outline({-1, 0x4EAC}))) > 0.0005);
  for (const std::uint32_t code : {1U, 0x6771U, 0xFFFFU, 0x1F9E0U, 0x10FFF0U}) {
    const auto outline = font.outline({-1, code});
    for (std::size_t i = 8; i < outline.size(); ++i) {  // after the frame's two rectangles
      INFO(code << ": " << outline[i].from.x << ", " << outline[i].from.y);
      CHECK(outline[i].from.x > 0.13F);
      CHECK(outline[i].from.x < 0.49F);
      CHECK(outline[i].from.y > 0.06F);
      CHECK(outline[i].from.y < 0.66F);
    }
  }
}

TEST_CASE("combining marks lie over or under their letter and take no room") {
  const FontChain font = inter();
  for (const std::string letter : {"x", "X", "Ж", "ж"}) {  // e and i become one letter with their marks
    for (const std::string mark : {"\xCC\x81", "\xCC\x88", "\xCC\xA3"}) {  // acute, diaeresis; dot below
      INFO(letter << mark);
      const auto line = font.shaped(letter + mark);
      const bool isOneLetter = mark == "\xCC\x88";  // ẍ Ẍ Ӝ ӝ
      REQUIRE(line->glyphs.size() == (isOneLetter ? 1 : 2));
      if (isOneLetter) continue;
      CHECK(font.widthPx(letter + mark, 50.0F) == Approx(font.widthPx(letter, 50.0F)));
      const glm::vec4 below = font.inkEm(line->glyphs[0].glyph), ink = font.inkEm(line->glyphs[1].glyph);
      const float middle = line->glyphs[1].penEm + (ink.x + ink.z) / 2;
      CHECK(middle == Approx((below.x + below.z) / 2).margin(0.01));
      if (mark == "\xCC\xA3") {
        CHECK(ink.w + line->glyphs[1].riseEm <= 0.05F);
      } else {
        CHECK(ink.y + line->glyphs[1].riseEm >= below.w);
      }
    }
  }
  CHECK(font.shaped("e\xCC\x81")->glyphs.front().glyph ==
        font.find(U'é'));  // one letter, whichever way it is spelled
  const auto stacked = font.shaped("x\xCC\x81\xCC\x88");
  REQUIRE(stacked->glyphs.size() == 3);
  CHECK(stacked->glyphs[2].riseEm > stacked->glyphs[1].riseEm + 0.05F);
  CHECK(font.shaped("\xCC\x81")->glyphs.size() == 1);  // a mark alone is still drawn
}

TEST_CASE("distance fields hold the area of their outlines, cubic (CFF) or quadratic (TrueType)") {
  const FontChain chains[] = {inter(), dejaVu()};
  for (const FontChain& font : chains) {
    for (const char32_t c : U"oBgA8ЖΩ&") {
      if (c == 0) continue;
      INFO("code point " << static_cast<unsigned>(c));
      const auto outline = font.outline(font.find(c));
      REQUIRE_FALSE(outline.empty());
      CHECK(fieldArea(signedDistanceField(outline)) == Approx(outlineArea(outline)).epsilon(0.02));
    }
  }
  CHECK(signedDistanceField({}).texels.empty());
}

TEST_CASE("the field of a square is its distance") {
  const glm::vec2 a(0, 0), b(0.5F, 0), c(0.5F, 0.5F), d(0, 0.5F);
  const std::vector<OutlineSegment> square = {{a, b}, {b, c}, {c, d}, {d, a}};
  const GlyphField field = signedDistanceField(square);
  REQUIRE(field.width == 32 + 2 * 16);
  const auto distanceAt = [&](int x, int y) {
    const auto at = static_cast<std::size_t>(y * field.width + x);
    return field.texels[at] / 65535.0 * 21.0 - 16.0;
  };
  CHECK(distanceAt(16, 32) == Approx(0.5).margin(0.001));  // the first texel inside
  CHECK(distanceAt(10, 32) == Approx(-5.5).margin(0.001));
  CHECK(distanceAt(12, 12) == Approx(-std::hypot(3.5, 3.5)).margin(0.001));
  CHECK(distanceAt(32, 32) == Approx(5.0).margin(0.001));  // saturated
}

TEST_CASE("files that are no fonts are passed over; none at all is an error") {
  const fs::path broken = fs::path(ES_TEST_TMP) / "broken.ttf";
  std::ofstream(broken, std::ios::binary) << std::string("\0\1\0\0\0\x20", 6) + std::string(500, '\xFF');
  const fs::path cut = fs::path(ES_TEST_TMP) / "cut.otf";
  fs::copy_file(systemFont("Inter-Regular.otf"), cut, fs::copy_options::overwrite_existing);
  fs::resize_file(cut, fs::file_size(cut) / 2);
  const fs::path missing = fs::path(ES_TEST_TMP) / "missing.ttf";
  CHECK_THROWS_AS(FontChain({broken, cut, missing}), Error);
  CHECK_THROWS_AS(FontChain({}), Error);
  const FontChain font({broken, cut, missing, systemFont("DejaVuSans.ttf")});
  CHECK(font.firstFace() == 3);
}

}  // namespace es::render
