#include "render/text/font.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/utf8.h"
#include "render/text/font_faces.h"

namespace es::render {
namespace {

using Face = FontChain::Faces::Face;

constexpr float kBoxAdvanceEm = 0.62F;
constexpr std::uintmax_t kMaxFileBytes = 256U << 20U;

std::uint32_t bigEndian(const std::uint8_t* p, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value = (value << 8U) | p[i];
  return value;
}

// stb_truetype believes every offset; this much is checked before it may look: all tables lie within the
// file.
bool tablesWithin(const std::vector<std::uint8_t>& file, int faceOffset) {
  if (faceOffset < 0) return false;
  const auto start = static_cast<std::size_t>(faceOffset);
  if (start + 12 > file.size()) return false;
  const std::size_t count = bigEndian(&file[start + 4], 2);
  if (start + 12 + 16 * count > file.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* record = &file[start + 12 + 16 * i];
    const std::uint64_t end = std::uint64_t{bigEndian(record + 8, 4)} + bigEndian(record + 12, 4);
    if (end > file.size()) return false;
  }
  return true;
}

// False when the file cannot be read or is no font that stb_truetype knows. Collections: their first face.
bool load(const std::filesystem::path& path, Face& face) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size < 16 || size > kMaxFileBytes) return false;
  std::ifstream stream(path, std::ios::binary);
  face.file.resize(static_cast<std::size_t>(size));
  if (!stream.read(reinterpret_cast<char*>(face.file.data()), static_cast<std::streamsize>(size)))
    return false;
  const int offset = stbtt_GetFontOffsetForIndex(face.file.data(), 0);
  if (!tablesWithin(face.file, offset)) return false;
  if (stbtt_InitFont(&face.info, face.file.data(), offset) == 0) return false;
  face.emPerUnit = stbtt_ScaleForMappingEmToPixels(&face.info, 1.0F);
  return face.emPerUnit > 0.0F;
}

// Marks that steer shaping or the direction of writing, and have no ink of their own.
bool isInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0xFEFF || c == 0xAD ||
         c == 0x61C;
}

class OutlineBuilder {
 public:
  explicit OutlineBuilder(float emPerUnit) : m_emPerUnit(emPerUnit) {}

  void add(const stbtt_vertex& v) {
    const glm::vec2 end = point(v.x, v.y);
    switch (v.type) {
      case STBTT_vmove:
        m_pen = end;
        break;
      case STBTT_vline:
        lineTo(end);
        break;
      case STBTT_vcurve:
        cubicTo(m_pen + 2.0F / 3.0F * (point(v.cx, v.cy) - m_pen),
                end + 2.0F / 3.0F * (point(v.cx, v.cy) - end), end);
        break;
      case STBTT_vcubic:
        cubicTo(point(v.cx, v.cy), point(v.cx1, v.cy1), end);
        break;
      default:
        break;
    }
  }
  std::vector<OutlineSegment> take() { return std::move(m_segments); }

 private:
  glm::vec2 point(short x, short y) const { return m_emPerUnit * glm::vec2(x, y); }
  void lineTo(glm::vec2 end) {
    m_segments.push_back({m_pen, end});
    m_pen = end;
  }
  void cubicTo(glm::vec2 c1, glm::vec2 c2, glm::vec2 end) {
    constexpr int kPieces = 10;
    const glm::vec2 start = m_pen;
    for (int i = 1; i <= kPieces; ++i) {
      const float t = static_cast<float>(i) / kPieces;
      const float s = 1.0F - t;
      lineTo(s * s * s * start + 3.0F * s * s * t * c1 + 3.0F * s * t * t * c2 + t * t * t * end);
    }
  }

  float m_emPerUnit;
  glm::vec2 m_pen{0.0F};
  std::vector<OutlineSegment> m_segments;
};

bool isCombining(char32_t c) {
  constexpr std::array<std::array<char32_t, 2>, 9> kBlocks{{{0x0300, 0x036F},
                                                            {0x0483, 0x0489},
                                                            {0x0591, 0x05BD},
                                                            {0x05BF, 0x05C7},
                                                            {0x064B, 0x065F},
                                                            {0x1AB0, 0x1AFF},
                                                            {0x1DC0, 0x1DFF},
                                                            {0x20D0, 0x20FF},
                                                            {0xFE20, 0xFE2F}}};
  return std::ranges::any_of(kBlocks, [c](const auto& block) { return c >= block[0] && c <= block[1]; });
}

// The box of a missing glyph, in em, and its wall.
constexpr float kBoxLeft = 0.07F, kBoxRight = 0.55F, kBoxTop = 0.72F, kBoxWall = 0.06F;

// A frame with a thin wall: two rectangles of opposite sense.
std::vector<OutlineSegment> boxOutline() {
  std::vector<OutlineSegment> segments;
  const auto add = [&segments](const std::array<glm::vec2, 4>& corners) {
    for (std::size_t i = 0; i < 4; ++i) segments.push_back({corners[i], corners[(i + 1) % 4]});
  };
  constexpr float l = kBoxLeft, r = kBoxRight, t = kBoxTop, w = kBoxWall;
  add({{{l, 0}, {r, 0}, {r, t}, {l, t}}});
  add({{{l + w, w}, {l + w, t - w}, {r - w, t - w}, {r - w, w}}});
  return segments;
}

// "6771", "01F9E0": four or six digits, of which the box has half in either row.
std::string codePointDigits(int codepoint) {
  char text[16];
  std::snprintf(text, sizeof text, codepoint > 0xFFFF ? "%06X" : "%04X", static_cast<unsigned>(codepoint));
  return text;
}

// The digits of a code point, in two rows within the box.
std::vector<OutlineSegment> digitsOutline(const FontChain::Faces& faces, int codepoint) {
  constexpr float kPad = 0.035F;
  const std::string digits = codePointDigits(codepoint);
  const std::size_t columns = digits.size() / 2;
  const float left = kBoxLeft + kBoxWall + kPad, right = kBoxRight - kBoxWall - kPad;
  const float cell = (right - left) / static_cast<float>(columns);
  const float row = (kBoxTop - 2 * kBoxWall - 3 * kPad) / 2;
  std::vector<OutlineSegment> segments;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const GlyphRef glyph = faces.find(static_cast<char32_t>(digits[i]));
    const glm::vec4 ink = faces.inkEm(glyph);
    if (glyph.face < 0 || ink.z <= ink.x || ink.w <= ink.y) continue;
    const float size = std::min(0.85F * cell / (ink.z - ink.x), row / (ink.w - ink.y));
    const glm::vec2 middle{left + cell * (static_cast<float>(i % columns) + 0.5F),
                           kBoxWall + kPad + row / 2 + (i < columns ? row + kPad : 0)};
    const glm::vec2 inkMiddle{(ink.x + ink.z) / 2, (ink.y + ink.w) / 2};
    for (const OutlineSegment& s : faces.outline(glyph))
      segments.push_back({middle + size * (s.from - inkMiddle), middle + size * (s.to - inkMiddle)});
  }
  return segments;
}

// Of the first face's ASCII, so that a line's height is that of common words and not of stacked accents.
void measureHeights(FontChain::Faces& faces) {
  const Face& first = faces.faces.front();
  for (int c = '!'; c <= '~'; ++c) {
    int box[4] = {};
    if (stbtt_GetCodepointBox(&first.info, c, &box[0], &box[1], &box[2], &box[3]) == 0) continue;
    faces.ascentEm = std::max(faces.ascentEm, static_cast<float>(box[3]) * first.emPerUnit);
    faces.descentEm = std::max(faces.descentEm, static_cast<float>(-box[1]) * first.emPerUnit);
  }
  if (faces.ascentEm <= 0.0F) faces.ascentEm = 0.75F;  // a face of symbols only
  if (faces.descentEm <= 0.0F) faces.descentEm = 0.2F;
}

// A mark is centred on its letter; one that belongs above rises over tall letters and over other marks there.
void placeMark(PlacedGlyph& mark, const glm::vec4& ink, glm::vec4& taken) {
  constexpr float kGap = 0.04F, kAboveFrom = 0.3F;
  mark.penEm = (taken.x + taken.z - ink.x - ink.z) / 2;
  if (ink.y < kAboveFrom) return;
  mark.riseEm = std::max(0.0F, taken.w + kGap - ink.y);
  taken.w = ink.w + mark.riseEm;
}

}  // namespace

GlyphRef FontChain::Faces::find(char32_t codepoint) const {
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const int glyph = stbtt_FindGlyphIndex(&faces[i].info, static_cast<int>(codepoint));
    if (glyph != 0) return {static_cast<int>(i), glyph};
  }
  return {};
}

float FontChain::Faces::advanceEm(GlyphRef glyph) const {
  if (glyph.face < 0) return kBoxAdvanceEm;
  const Face& face = faces[static_cast<std::size_t>(glyph.face)];
  int advance = 0;
  stbtt_GetGlyphHMetrics(&face.info, glyph.glyph, &advance, nullptr);
  return static_cast<float>(advance) * face.emPerUnit;
}

float FontChain::Faces::kerningEm(GlyphRef left, GlyphRef right) const {
  if (left.face < 0 || left.face != right.face) return 0.0F;
  const Face& face = faces[static_cast<std::size_t>(left.face)];
  return static_cast<float>(stbtt_GetGlyphKernAdvance(&face.info, left.glyph, right.glyph)) * face.emPerUnit;
}

std::vector<OutlineSegment> FontChain::Faces::outline(GlyphRef glyph) const {
  if (glyph.face < 0) {
    std::vector<OutlineSegment> box = boxOutline();
    const auto digits = glyph.glyph > 0 ? digitsOutline(*this, glyph.glyph) : std::vector<OutlineSegment>{};
    box.insert(box.end(), digits.begin(), digits.end());
    return box;
  }
  const Face& face = faces[static_cast<std::size_t>(glyph.face)];
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&face.info, glyph.glyph, &vertices);
  OutlineBuilder builder(face.emPerUnit);
  for (int i = 0; i < count; ++i) builder.add(vertices[i]);
  stbtt_FreeShape(&face.info, vertices);
  return builder.take();
}

std::string FontChain::Faces::Face::familyName() const {
  constexpr int kEnglish = 0x409, kFamily = 1;
  int length = 0;
  const char* name = stbtt_GetFontNameString(&info, &length, STBTT_PLATFORM_ID_MICROSOFT,
                                             STBTT_MS_EID_UNICODE_BMP, kEnglish, kFamily);
  std::string family;
  for (int i = 0; name != nullptr && i + 1 < length; i += 2) {  // UTF-16, high bytes first
    if (name[i] != 0 || name[i + 1] < 0x20) return {};
    family += name[i + 1];
  }
  return family;
}

glm::vec4 FontChain::Faces::inkEm(GlyphRef glyph) const {
  if (glyph.face < 0) return {kBoxLeft, 0, kBoxRight, kBoxTop};
  const Face& face = faces[static_cast<std::size_t>(glyph.face)];
  std::array<int, 4> box{};
  if (stbtt_GetGlyphBox(&face.info, glyph.glyph, &box[0], &box[1], &box[2], &box[3]) == 0)
    return glm::vec4(0);
  return face.emPerUnit * glm::vec4(box[0], box[1], box[2], box[3]);
}

LineLayout FontChain::Faces::layout(std::string_view utf8) const {
  LineLayout line;
  PlacedGlyph letter;              // the last that marks may go over or under
  std::optional<glm::vec4> taken;  // its ink and that of its marks, measured when the first comes
  const std::size_t size = utf8.size();
  while (!utf8.empty()) {
    const std::size_t firstByte = size - utf8.size();
    const char32_t codepoint = base::takeCodepoint(utf8);
    if (isInvisible(codepoint)) continue;
    PlacedGlyph placed{codepoint < 0x20 ? GlyphRef{} : find(codepoint), 0, firstByte,
                       size - utf8.size() - firstByte};
    if (placed.glyph.face < 0) placed.glyph.glyph = static_cast<int>(codepoint);
    if (isCombining(codepoint) && placed.glyph.face >= 0 && !line.glyphs.empty()) {
      if (!taken) taken = inkEm(letter.glyph) + letter.penEm * glm::vec4(1, 0, 1, 0);
      placeMark(placed, inkEm(placed.glyph), *taken);
    } else {
      line.widthEm += kerningEm(letter.glyph, placed.glyph);
      placed.penEm = line.widthEm;
      line.widthEm += advanceEm(placed.glyph);
      letter = placed;
      taken.reset();
    }
    line.glyphs.push_back(placed);
  }
  return line;
}

FontChain::FontChain(const std::vector<std::filesystem::path>& files) : m_faces(std::make_unique<Faces>()) {
  for (const auto& file : files) {
    Face face;
    // Moving a vector keeps its data where it is, so the pointers in `info` stay good.
    if (load(file, face)) m_faces->faces.push_back(std::move(face));
  }
  if (m_faces->faces.empty())
    throw Error("fonts: none of " + std::to_string(files.size()) +
                " files is a readable TrueType or OpenType font" +
                (files.empty() ? "" : ", first tried " + files.front().string()));
  measureHeights(*m_faces);
}

FontChain::~FontChain() = default;
FontChain::FontChain(FontChain&&) noexcept = default;
FontChain& FontChain::operator=(FontChain&&) noexcept = default;

float FontChain::widthPx(std::string_view utf8, float sizePx) const {
  return m_faces->layout(utf8).widthEm * sizePx;
}
float FontChain::ascentPx(float sizePx) const {
  return m_faces->ascentEm * sizePx;
}
float FontChain::descentPx(float sizePx) const {
  return m_faces->descentEm * sizePx;
}

}  // namespace es::render
