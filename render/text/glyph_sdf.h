#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "render/text/shaped_text.h"

namespace es::render {

inline constexpr float kFieldEmTexels = 64.0F;  // texels an em
inline constexpr float kFieldOutside =
    16.0F;  // distance in texels outside the outline that is still told apart ...
inline constexpr float kFieldInside = 5.0F;  // ... and inside: 0 and 65535 of a texel

/// A glyph's signed distance field: texel = 65535 * (d + outside) / (outside + inside), d > 0 inside, in
/// texels. (With 8 bits the edges of large letters show waves.)
struct GlyphField {
  int width = 0;
  int height = 0;
  glm::vec2 topLeft{0.0F};            // texels from the pen, y up
  std::vector<std::uint16_t> texels;  // (height, width), first row on top
};

/// Exact distances to the flattened outline, non-zero winding. (FreeType's own fields have 8 bits, too
/// few for large letters.) Empty for no outline.
GlyphField signedDistanceField(std::span<const OutlineSegment> outline);

}  // namespace es::render
