#pragma once

#include <array>

#include "app/panels/widgets/panel_context.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

/// Numbers as colours: blue from zero up, red below; the further from zero, the stronger, to the full colour
/// at `range` and beyond.
class SignedColors {
 public:
  SignedColors(Theme theme, double range);

  [[nodiscard]] double range() const { return m_range; }
  [[nodiscard]] Color color(double value) const;
  /// The same in one of 255 steps, for many cells.
  [[nodiscard]] ImU32 packed(float value) const { return m_packed[step(value)]; }
  /// What can be read on the colour of this value.
  [[nodiscard]] Color ink(const Palette& colors, double value) const;

 private:
  static constexpr std::size_t kSide = 127;  // steps on either side of zero
  [[nodiscard]] std::size_t step(float value) const;

  Theme m_theme;
  double m_range;
  std::array<ImU32, 2 * kSide + 2> m_packed{};  // those of numbers below zero first
};

/// `value` rounded up to 1, 2 or 5 times a power of ten: a range that can be read; 1 for none.
[[nodiscard]] double niceRange(double value);

/// The colours of the numbers from -range to range with these beneath, in so wide a strip.
void drawSignedLegend(const PanelContext& context, const SignedColors& signedColors, float widthPx);

/// Rectangles beside one another in one go: an upright or lying row of cells from `at`, each of this size but
/// for `gapPx` that its right and lower edges give up.
struct CellRow {
  ImVec2 at;
  ImVec2 cellPx;
  bool upright = true;
  float gapPx = 0;
};
void drawCells(const CellRow& row, std::span<const float> values, const SignedColors& signedColors);

/// A bar that scrolls through `all` of something of which `seen` show from `first` on; the new first while it
/// is dragged. `mark`: one of them that is marked.
struct ScrollSpec {
  ImVec2 at, sizePx;  // the longer side is the way
  double first = 0, seen = 1, all = 1;
  std::optional<double> mark{};
};
[[nodiscard]] std::optional<double> drawScrollBar(const PanelContext& context, const char* id,
                                                  const ScrollSpec& spec);

}  // namespace es::app
