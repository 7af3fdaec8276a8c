#pragma once

#include <string_view>

#include "render/text/face_list.h"
#include "render/text/shaped_text.h"

namespace es::render {

/// How far a missing character's box moves the pen.
inline constexpr float kBoxAdvanceEm = 0.62F;

/// One line of UTF-8 text: characters to clusters (utf8proc), their order and direction (FriBidi; the first
/// letter with a direction gives the line's), runs of one script and face to glyphs (HarfBuzz). A character
/// that no face has, or that is a control character, becomes a box; bytes that are no UTF-8 are U+FFFD.
ShapedText shapeText(FaceList& faces, std::string_view utf8);

}  // namespace es::render
