#include "render/text/font_face.h"

#include <ft2build.h>
#include <hb.h>

#include <algorithm>
#include <span>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "base/error.h"

namespace es::render {
namespace {

constexpr std::uintmax_t kMostFileBytes = 256U << 20U;

// Flattens what FreeType tells of an outline, in font units.
class OutlineBuilder {
 public:
  explicit OutlineBuilder(float emPerUnit) : m_emPerUnit(emPerUnit) {}

  void moveTo(const FT_Vector& to) { m_pen = point(to); }
  void lineTo(const FT_Vector& to) { lineTo(point(to)); }
  void conicTo(const FT_Vector& control, const FT_Vector& to) {
    const glm::vec2 c = point(control), end = point(to);
    cubicTo(m_pen + 2.0F / 3.0F * (c - m_pen), end + 2.0F / 3.0F * (c - end), end);
  }
  void cubicTo(const FT_Vector& c1, const FT_Vector& c2, const FT_Vector& to) {
    cubicTo(point(c1), point(c2), point(to));
  }
  std::vector<OutlineSegment> take() { return std::move(m_segments); }

 private:
  [[nodiscard]] glm::vec2 point(const FT_Vector& v) const { return m_emPerUnit * glm::vec2(v.x, v.y); }
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

constexpr FT_Outline_Funcs kBuild = {
    [](const FT_Vector* to, void* builder) { return static_cast<OutlineBuilder*>(builder)->moveTo(*to), 0; },
    [](const FT_Vector* to, void* builder) { return static_cast<OutlineBuilder*>(builder)->lineTo(*to), 0; },
    [](const FT_Vector* control, const FT_Vector* to, void* builder) {
      return static_cast<OutlineBuilder*>(builder)->conicTo(*control, *to), 0;
    },
    [](const FT_Vector* c1, const FT_Vector* c2, const FT_Vector* to, void* builder) {
      return static_cast<OutlineBuilder*>(builder)->cubicTo(*c1, *c2, *to), 0;
    },
    0,
    0};

FontBytes mapped(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size < 16 || size > kMostFileBytes) return nullptr;
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.string().c_str());
  return blob == nullptr ? nullptr : FontBytes(blob, hb_blob_destroy);
}

// The largest of the sizes in which the face has pictures; layers of outlines can have any.
bool selectColorSize(FT_Face face) {
  constexpr FT_UInt kLayersPx = 128;
  if (face->num_fixed_sizes == 0) return FT_Set_Pixel_Sizes(face, 0, kLayersPx) == 0;
  const std::span sizes(face->available_sizes, static_cast<std::size_t>(face->num_fixed_sizes));
  const auto largest = std::ranges::max_element(sizes, {}, &FT_Bitmap_Size::y_ppem);
  return FT_Select_Size(face, static_cast<FT_Int>(largest - sizes.begin())) == 0;
}

}  // namespace

FreeType startFreeType() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw Error("the font library cannot be started");
  return {library, FT_Done_FreeType};
}

void FontFace::Delete::operator()(FT_FaceRec_* face) const {
  FT_Done_Face(face);
}
void FontFace::Delete::operator()(hb_font_t* font) const {
  hb_font_destroy(font);
}

FontFace::~FontFace() = default;

std::unique_ptr<FontFace> FontFace::open(const FreeType& library, const std::filesystem::path& file) {
  std::unique_ptr<FontFace> opened(new FontFace);
  opened->m_library = library;
  opened->m_bytes = mapped(file);
  if (!opened->m_bytes || hb_face_count(opened->m_bytes.get()) == 0) return nullptr;
  unsigned size = 0;
  const char* const data = hb_blob_get_data(opened->m_bytes.get(), &size);
  FT_Face face = nullptr;
  if (FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(size), 0,
                         &face) != 0)
    return nullptr;
  opened->m_face.reset(face);
  hb_face_t* const shapes = hb_face_create(opened->m_bytes.get(), 0);
  opened->m_font.reset(hb_font_create(shapes));
  opened->m_emPerUnit = 1.0F / static_cast<float>(hb_face_get_upem(shapes));
  hb_face_destroy(shapes);  // the font's now
  return opened;
}

std::uint32_t FontFace::glyphOf(char32_t codepoint) const {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(m_font.get(), codepoint, &glyph) != 0 ? glyph : 0;
}

float FontFace::advanceEm(std::uint32_t glyph) const {
  return static_cast<float>(hb_font_get_glyph_h_advance(m_font.get(), glyph)) * m_emPerUnit;
}

glm::vec4 FontFace::inkEm(std::uint32_t glyph) const {
  hb_glyph_extents_t box{};
  if (hb_font_get_glyph_extents(m_font.get(), glyph, &box) == 0) return glm::vec4(0);
  return m_emPerUnit *
         glm::vec4(box.x_bearing, box.y_bearing + box.height, box.x_bearing + box.width, box.y_bearing);
}

std::vector<OutlineSegment> FontFace::outline(std::uint32_t glyph) const {
  const FT_Face face = m_face.get();
  if (FT_IS_SCALABLE(face) == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0)
    return {};
  if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return {};
  OutlineBuilder builder(m_emPerUnit);
  if (FT_Outline_Decompose(&face->glyph->outline, &kBuild, &builder) != 0) return {};
  return builder.take();
}

bool FontFace::hasColors() const {
  return FT_HAS_COLOR(m_face.get()) != 0;
}

std::optional<ColorGlyph> FontFace::colorGlyph(std::uint32_t glyph) const {
  const FT_Face face = m_face.get();
  if (!hasColors() || !selectColorSize(face)) return std::nullopt;
  if (FT_Load_Glyph(face, glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0) return std::nullopt;
  const FT_GlyphSlot slot = face->glyph;
  const FT_Bitmap& bitmap = slot->bitmap;
  if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || bitmap.width == 0 || bitmap.rows == 0) return std::nullopt;
  ColorGlyph picture;
  picture.width = static_cast<int>(bitmap.width);
  picture.height = static_cast<int>(bitmap.rows);
  picture.emPx = static_cast<float>(face->size->metrics.y_ppem);
  picture.topLeftEm = glm::vec2(slot->bitmap_left, slot->bitmap_top) / picture.emPx;
  for (unsigned row = 0; row < bitmap.rows; ++row) {
    const unsigned char* bgra = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
    for (unsigned x = 0; x < bitmap.width; ++x, bgra += 4)
      picture.pixels.emplace_back(bgra[2], bgra[1], bgra[0], bgra[3]);
  }
  return picture;
}

std::string FontFace::familyName() const {
  return m_face->family_name != nullptr ? m_face->family_name : "";
}

glm::vec2 FontFace::lineHeightsEm() const {
  hb_font_extents_t heights{};
  if (hb_font_get_h_extents(m_font.get(), &heights) == 0 || heights.ascender <= 0 || heights.descender >= 0)
    return {0.9F, 0.3F};
  return m_emPerUnit * glm::vec2(heights.ascender, -heights.descender);
}

}  // namespace es::render
