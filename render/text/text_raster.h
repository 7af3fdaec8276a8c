#pragma once

#include <span>
#include <vector>

#include "render/text/font.h"

namespace es::render {

/// Glyphs that stand beside each other as one small picture.
struct TextPicture {
  int width = 0;
  int height = 0;
  glm::ivec2 topLeft{0};            // pixels from where the line begins, y up
  bool colored = false;             // has colours of its own; otherwise white, for a tint
  std::vector<glm::u8vec4> pixels;  // (height, width), first row on top, straight alpha
};

/// Draws glyphs on the processor, for those who keep their own textures (Dear ImGui): outlines through
/// FreeType's rasterizer without hinting, emoji made smaller.
class TextRaster {
 public:
  /// Several glyphs without colours of their own, or one with them; where the first stands is x = 0. `emPx` >
  /// 0: pixels an em. Empty for blanks, and for pictures of more than 4096 pixels along a side.
  [[nodiscard]] TextPicture draw(const FontChain& font, std::span<const PlacedGlyph> glyphs,
                                 float emPx) const;

 private:
  [[nodiscard]] TextPicture drawLetters(const FontChain& font, std::span<const PlacedGlyph> glyphs,
                                        float emPx) const;

  FreeType m_library = startFreeType();
};

}  // namespace es::render
