#pragma once

#include "app/figures/formula_figure.h"
#include "app/motion/scene_motion.h"

namespace es::app {

/// An arrow of a figure on its way.
struct ArrowNow {
  math::Vector from, to;  // (d)
  bool shown = true;      // false: it has not begun
  bool named = true;      // false: its label comes later
};

/// Where the figure's arrow `index` is so long after the formula came in: words grow from the origin; then
/// the difference of a pair grows between its words' tips, travels to where it is added (unchanged, for it is
/// the same vector) and stays; then the chain is laid head to tail.
[[nodiscard]] ArrowNow arrowNow(const FormulaFigure& figure, std::size_t index, double sinceSec);

}  // namespace es::app
