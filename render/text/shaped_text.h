#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace es::render {

/// A glyph of one face of a chain; face -1: the box that stands for a character that no face has, with its
/// code point in small digits (`glyph`; 0: an empty box).
struct GlyphRef {
  int face = -1;
  std::uint32_t glyph = 0;
  bool operator==(const GlyphRef&) const = default;
};

struct PlacedGlyph {
  GlyphRef glyph;
  float penEm = 0.0F;   // x of the glyph's origin, from the left end of the line
  float riseEm = 0.0F;  // y of the glyph's origin above the baseline
  float advanceEm = 0.0F;
  std::size_t firstByte = 0;  // of its cluster in the text: the characters that became these glyphs together
  std::size_t bytes = 0;
  bool rightToLeft = false;  // of its run
  bool operator==(const PlacedGlyph&) const = default;
};

/// A line of text as it is drawn.
struct ShapedText {
  std::vector<PlacedGlyph> glyphs;  // from left to right, whatever the direction of the writing
  float widthEm = 0.0F;
  bool rightToLeft = false;  // the line as a whole: its first letter with a direction has this one
};

/// A straight piece of an outline, in em, y up. Filled by the non-zero winding rule.
struct OutlineSegment {
  glm::vec2 from{0.0F};
  glm::vec2 to{0.0F};
};

/// A glyph that has colours of its own (emoji).
struct ColorGlyph {
  int width = 0;
  int height = 0;
  float emPx = 0.0F;                // pixels an em
  glm::vec2 topLeftEm{0.0F};        // from the pen, y up
  std::vector<glm::u8vec4> pixels;  // (height, width), first row on top, alpha premultiplied
};

}  // namespace es::render
