#pragma once

#include <cstdint>
#include <filesystem>
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "render/text/shaped_text.h"

struct FT_LibraryRec_;
struct FT_FaceRec_;
struct hb_blob_t;
struct hb_font_t;

namespace es::render {

/// FreeType's library, shared by the faces of a chain: they are not for several threads at once.
using FreeType = std::shared_ptr<FT_LibraryRec_>;
/// Throws es::Error.
FreeType startFreeType();

/// The bytes of a font file, mapped; they live as long as the last that holds them.
using FontBytes = std::shared_ptr<hb_blob_t>;

/// One font file: FreeType draws its glyphs, HarfBuzz shapes with it. Of collections the first face.
class FontFace {
 public:
  /// Null when the file cannot be read or is no font.
  static std::unique_ptr<FontFace> open(const FreeType& library, const std::filesystem::path& file);
  ~FontFace();
  FontFace(const FontFace&) = delete;
  FontFace& operator=(const FontFace&) = delete;

  /// The character's own glyph, before any shaping; 0: it has none.
  [[nodiscard]] std::uint32_t glyphOf(char32_t codepoint) const;
  [[nodiscard]] float advanceEm(std::uint32_t glyph) const;
  /// Left, bottom, right and top of the ink in em; all 0 for blanks.
  [[nodiscard]] glm::vec4 inkEm(std::uint32_t glyph) const;
  /// Curves flattened; empty for blanks and for glyphs that are pictures.
  [[nodiscard]] std::vector<OutlineSegment> outline(std::uint32_t glyph) const;
  /// The glyph's picture at the size that the face has it in, the largest of several; none for glyphs without
  /// colours.
  [[nodiscard]] std::optional<ColorGlyph> colorGlyph(std::uint32_t glyph) const;
  [[nodiscard]] bool hasColors() const;
  /// As other programs call it.
  [[nodiscard]] std::string familyName() const;
  /// What the face gives a line above and below the baseline, in em, both > 0.
  [[nodiscard]] glm::vec2 lineHeightsEm() const;

  [[nodiscard]] hb_font_t* shaper() const { return m_font.get(); }  // in font units
  [[nodiscard]] float emPerUnit() const { return m_emPerUnit; }
  [[nodiscard]] const FontBytes& bytes() const { return m_bytes; }

 private:
  struct Delete {
    void operator()(FT_FaceRec_* face) const;
    void operator()(hb_font_t* font) const;
  };
  FontFace() = default;

  FreeType m_library;
  FontBytes m_bytes;
  std::unique_ptr<FT_FaceRec_, Delete> m_face;
  std::unique_ptr<hb_font_t, Delete> m_font;
  float m_emPerUnit = 0.0F;
};

}  // namespace es::render
