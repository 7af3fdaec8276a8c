#pragma once

#include <algorithm>
#include <span>
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

/// The first of `sizes`, which go from the largest down, that fits; or else `least`.
template <class Fits>
[[nodiscard]] float largestFitting(std::span<const float> sizes, float least, Fits fits) {
  const auto found = std::ranges::find_if(sizes, fits);
  return found == sizes.end() ? least : *found;
}

/// How much larger than the font a figure on a lesson's stage is: `most` where the letters are as small as a
/// stage has them, 1 where they are so large already that its height holds few lines.
[[nodiscard]] float stageTimes(float most);

/// What is drawn in the present window while this lives is `times` as large, every length with it.
class LargeLetters {
 public:
  explicit LargeLetters(float times);
  ~LargeLetters();
  LargeLetters(const LargeLetters&) = delete;
  LargeLetters& operator=(const LargeLetters&) = delete;

 private:
  float m_before;  // the window's own scale
};

}  // namespace es::app
