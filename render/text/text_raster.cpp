#include "render/text/text_raster.h"

#include <ft2build.h>

#include <algorithm>
#include <cmath>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace es::render {
namespace {

constexpr int kLongestSide = 4096;
constexpr std::size_t kMostPoints = 30000;  // FreeType counts them in 16 bits

// Pixels that hold everything between two corners, y up; nothing when there are too many.
bool setBox(TextPicture& picture, glm::vec2 low, glm::vec2 high) {
  low = glm::floor(low);
  high = glm::ceil(high);
  const glm::vec2 size = high - low;
  if (!(size.x >= 1.0F && size.y >= 1.0F && size.x <= kLongestSide && size.y <= kLongestSide)) return false;
  picture.width = static_cast<int>(size.x);
  picture.height = static_cast<int>(size.y);
  picture.topLeft = {static_cast<int>(low.x), static_cast<int>(high.y)};
  picture.pixels.assign(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
                        glm::u8vec4(255, 255, 255, 0));
  return true;
}

// Outlines of several glyphs as one, in FreeType's 1/64 pixels.
struct Contours {
  std::vector<FT_Vector> points;
  std::vector<short> ends;

  void add(const OutlineSegment& segment, bool begins) {
    if (begins && !points.empty()) end();
    points.push_back({std::lround(segment.from.x * 64.0F), std::lround(segment.from.y * 64.0F)});
  }
  void end() { ends.push_back(static_cast<short>(points.size() - 1)); }
};

// Coverage of the outlines, made the pixels' alpha where it is more than what is there.
void fill(FT_Library library, Contours& contours, TextPicture& picture) {
  if (contours.points.empty()) return;
  contours.end();
  std::vector<char> tags(contours.points.size(), FT_CURVE_TAG_ON);
  std::vector<unsigned char> coverage(picture.pixels.size(), 0);
  FT_Outline outline{};
  outline.n_contours = static_cast<short>(contours.ends.size());
  outline.n_points = static_cast<short>(contours.points.size());
  outline.points = contours.points.data();
  outline.tags = tags.data();
  outline.contours = contours.ends.data();
  FT_Bitmap bitmap{};
  bitmap.width = static_cast<unsigned>(picture.width);
  bitmap.rows = static_cast<unsigned>(picture.height);
  bitmap.pitch = picture.width;  // first row on top
  bitmap.buffer = coverage.data();
  bitmap.num_grays = 256;
  bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
  if (FT_Outline_Get_Bitmap(library, &outline, &bitmap) != 0) return;
  for (std::size_t i = 0; i < coverage.size(); ++i)
    picture.pixels[i].a = std::max(picture.pixels[i].a, coverage[i]);
  contours = {};
}

// The mean of the picture's pixels between two places, premultiplied.
glm::vec4 meanOf(const ColorGlyph& glyph, glm::vec2 from, glm::vec2 to) {
  glm::vec4 sum(0.0F);
  const glm::vec2 size(glyph.width, glyph.height);
  const glm::ivec2 first = glm::max(glm::floor(from), 0.0F), last = glm::min(glm::ceil(to), size);
  for (int y = first.y; y < last.y; ++y) {
    for (int x = first.x; x < last.x; ++x) {
      const glm::vec2 pixel(x, y);
      const glm::vec2 within = glm::max(glm::min(to, pixel + 1.0F) - glm::max(from, pixel), 0.0F);
      const auto at =
          static_cast<std::size_t>(y) * static_cast<std::size_t>(glyph.width) + static_cast<std::size_t>(x);
      sum += within.x * within.y * glm::vec4(glyph.pixels[at]);
    }
  }
  return sum / std::max((to.x - from.x) * (to.y - from.y), 1.0e-6F);
}

void drawScaled(const ColorGlyph& glyph, glm::vec2 atPx, float emPx, TextPicture& picture) {
  const float pixelsPerPx = glyph.emPx / emPx;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const glm::vec2 px(static_cast<float>(picture.topLeft.x + x) - atPx.x,
                         atPx.y - static_cast<float>(picture.topLeft.y - y));
      const glm::vec4 mean = meanOf(glyph, px * pixelsPerPx, (px + 1.0F) * pixelsPerPx);
      if (mean.a < 0.5F) continue;
      const glm::vec3 straight = glm::min(glm::vec3(mean) * (255.0F / mean.a), 255.0F);
      picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                     static_cast<std::size_t>(x)] = glm::u8vec4(glm::round(glm::vec4(straight, mean.a)));
    }
  }
}

}  // namespace

TextPicture TextRaster::drawLetters(const FontChain& font, std::span<const PlacedGlyph> glyphs,
                                    float emPx) const {
  std::vector<OutlineSegment> segments;  // pixels, y up
  glm::vec2 low(1.0e9F), high(-1.0e9F);
  for (const PlacedGlyph& placed : glyphs) {
    for (const OutlineSegment& s : font.outline(placed.glyph)) {
      const glm::vec2 at = glm::vec2(placed.penEm, placed.riseEm);
      segments.push_back({emPx * (at + s.from), emPx * (at + s.to)});
      low = glm::min(low, segments.back().from);
      high = glm::max(high, segments.back().from);
    }
  }
  TextPicture picture;
  if (segments.empty() || !setBox(picture, low, high)) return {};
  const glm::vec2 corner(picture.topLeft.x, picture.topLeft.y - picture.height);
  Contours contours;
  glm::vec2 pen(1.0e9F);
  for (const OutlineSegment& s : segments) {
    const bool begins = s.from != pen;
    if (begins && contours.points.size() > kMostPoints) fill(m_library.get(), contours, picture);
    contours.add({s.from - corner, s.to - corner}, begins);
    pen = s.to;
  }
  fill(m_library.get(), contours, picture);
  return picture;
}

TextPicture TextRaster::draw(const FontChain& font, std::span<const PlacedGlyph> glyphs, float emPx) const {
  if (glyphs.empty()) return {};
  const PlacedGlyph& first = glyphs.front();
  const auto glyph = font.colorGlyph(first.glyph);
  if (!glyph) return drawLetters(font, glyphs, emPx);
  const glm::vec2 at = emPx * (glm::vec2(first.penEm, first.riseEm) + glyph->topLeftEm);
  const glm::vec2 size = emPx / glyph->emPx * glm::vec2(glyph->width, glyph->height);
  TextPicture picture;
  if (!setBox(picture, at - glm::vec2(0.0F, size.y), at + glm::vec2(size.x, 0.0F))) return {};
  picture.colored = true;
  drawScaled(*glyph, at, emPx, picture);
  return picture;
}

}  // namespace es::render
