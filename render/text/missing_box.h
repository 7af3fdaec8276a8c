#pragma once

#include <functional>
#include <vector>

#include "render/text/shaped_text.h"

namespace es::render {

/// A character as it stands in a face: its outline and its ink (left, bottom, right, top), in em.
struct OutlinedGlyph {
  std::vector<OutlineSegment> outline;
  glm::vec4 inkEm{0.0F};
};

/// The box that stands for a character that no face has: a frame, and within it the code point in small
/// digits, which `digit` draws; 0: an empty frame.
std::vector<OutlineSegment> missingBox(std::uint32_t codepoint,
                                       const std::function<OutlinedGlyph(char32_t)>& digit);
/// Left, bottom, right and top of the frame, in em.
glm::vec4 missingBoxInkEm();

}  // namespace es::render
