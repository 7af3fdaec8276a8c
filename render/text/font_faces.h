#pragma once
// What a FontChain is made of; for the sources of render/.

#include <stb_truetype.h>

#include <cstdint>
#include <glm/glm.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "render/text/font.h"

namespace es::render {

/// A glyph of one face; face -1: the box that stands for a character that no face has, with its code point in
/// small digits (`glyph`; 0: an empty box).
struct GlyphRef {
  int face = -1;
  int glyph = 0;
  bool operator==(const GlyphRef&) const = default;
};

/// A straight piece of an outline, in em, y up. Filled by the non-zero winding rule.
struct OutlineSegment {
  glm::vec2 from{0.0F};
  glm::vec2 to{0.0F};
};

struct PlacedGlyph {
  GlyphRef glyph;
  float penEm = 0.0F;         // x of the glyph's origin
  std::size_t firstByte = 0;  // of its character in the text
  std::size_t bytes = 0;
  float riseEm = 0.0F;  // y of the glyph's origin above the baseline: of marks over tall letters
};

struct LineLayout {
  std::vector<PlacedGlyph> glyphs;
  float widthEm = 0.0F;
};

struct FontChain::Faces {
  struct Face {
    std::vector<std::uint8_t> file;  // stb_truetype reads from it: never changed after init
    stbtt_fontinfo info{};
    float emPerUnit = 0.0F;

    /// As other programs call it; empty where the file has no such name in plain ASCII.
    std::string familyName() const;
  };
  std::vector<Face> faces;
  float ascentEm = 0.0F;
  float descentEm = 0.0F;

  GlyphRef find(char32_t codepoint) const;
  float advanceEm(GlyphRef glyph) const;
  float kerningEm(GlyphRef left, GlyphRef right) const;
  /// Curves flattened; empty for blanks.
  std::vector<OutlineSegment> outline(GlyphRef glyph) const;
  /// Left, bottom, right and top of the ink in em; all 0 for blanks.
  glm::vec4 inkEm(GlyphRef glyph) const;
  /// Left to right, one glyph a code point, kerned; combining marks over or under the letter before them; no
  /// shaping of complex scripts. A code point is left out only if it is invisible by its nature.
  LineLayout layout(std::string_view utf8) const;
};

}  // namespace es::render
