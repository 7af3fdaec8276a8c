#pragma once

#include <string_view>

#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// A font and the size to draw it at, in logical pixels.
struct SizedFont {
  ImFont* font = nullptr;
  float sizePx = 0;

  [[nodiscard]] ImVec2 textSize(std::string_view shown) const;
};

/// For text that is `times` as large as the font: that of captions where it is nearer, at its own size where
/// that is nearly the one asked for, so that its letters stay sharp.
[[nodiscard]] SizedFont fontOfSize(float times);

}  // namespace es::app
