#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/text/font_face.h"
#include "render/text/shaped_text.h"

namespace es::render {

/// The one text engine: a chain of TrueType/OpenType faces, of which the first that has a glyph gives it;
/// where none has it, a box with the character's code point is shown. Measures and shapes without a GL
/// context. Several threads may ask at once.
class FontChain {
 public:
  /// Takes the files in order; unreadable ones are left out, and all but the first are opened when a
  /// character asks for them. Throws es::Error when none is a font.
  explicit FontChain(const std::vector<std::filesystem::path>& files);
  ~FontChain();
  FontChain(FontChain&&) noexcept;
  FontChain& operator=(FontChain&&) noexcept;

  /// Advance width of a line of UTF-8 text at this em size.
  [[nodiscard]] float widthPx(std::string_view utf8, float sizePx) const;
  [[nodiscard]] float ascentPx(float sizePx) const;   // baseline to top of capitals and ascenders, > 0
  [[nodiscard]] float descentPx(float sizePx) const;  // baseline to lowest descender, > 0

  /// The line's glyphs (shaping.h). Lines of usual length are kept for the next call.
  [[nodiscard]] std::shared_ptr<const ShapedText> shaped(std::string_view utf8) const;
  [[nodiscard]] GlyphRef find(char32_t codepoint) const;
  [[nodiscard]] float advanceEm(GlyphRef glyph) const;
  /// Left, bottom, right and top of the ink in em; all 0 for blanks.
  [[nodiscard]] glm::vec4 inkEm(GlyphRef glyph) const;
  /// Of a glyph or of the box for a missing one, curves flattened; empty for blanks.
  [[nodiscard]] std::vector<OutlineSegment> outline(GlyphRef glyph) const;
  /// None for glyphs without colours of their own.
  [[nodiscard]] std::optional<ColorGlyph> colorGlyph(GlyphRef glyph) const;
  [[nodiscard]] bool hasColors(int face) const;

  /// What the first face gives a line above and below the baseline, in em, both > 0.
  [[nodiscard]] glm::vec2 lineHeightsEm() const;
  /// As other programs call the face; empty when it has no name. `face`: of a GlyphRef, not negative.
  [[nodiscard]] std::string familyName(int face) const;
  [[nodiscard]] FontBytes bytes(int face) const;
  [[nodiscard]] int firstFace() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::render
