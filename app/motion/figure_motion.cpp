#include "app/motion/figure_motion.h"

#include <algorithm>

namespace es::app {
namespace {

constexpr double kGrow = SceneMotion::kGrowSec, kTravel = SceneMotion::kTravelSec;

bool isStep(const FigureArrow& arrow) {
  return arrow.role == ArrowRole::Added || arrow.role == ArrowRole::Subtracted;
}

ArrowNow grown(const FigureArrow& arrow, double share) {
  return {arrow.from, arrow.from + static_cast<float>(share) * (arrow.to - arrow.from), share > 0,
          share > 0.5};
}

/// The difference between two words' own tips, from which one that is drawn elsewhere comes.
const FigureArrow* pairOf(const FormulaFigure& figure, const FigureArrow& arrow) {
  if (arrow.role != ArrowRole::Difference || arrow.ownTips) return nullptr;
  const auto pair = std::ranges::find_if(figure.arrows, &FigureArrow::ownTips);
  return pair == figure.arrows.end() ? nullptr : &*pair;
}

/// The chain's steps grow one after the other, all within the time of one growth.
ArrowNow chainStep(const FormulaFigure& figure, std::size_t index, double sinceSec) {
  const auto begin = figure.arrows.begin();
  const auto at = begin + static_cast<std::ptrdiff_t>(index);
  const auto before = static_cast<double>(std::count_if(begin, at, isStep));
  const auto all = static_cast<double>(std::ranges::count_if(figure.arrows, isStep));
  const double each = kGrow / all;
  return grown(*at, easedShare(sinceSec, 2 * kGrow + kTravel + before * each, each));
}

}  // namespace

ArrowNow arrowNow(const FormulaFigure& figure, std::size_t index, double sinceSec) {
  const FigureArrow& arrow = figure.arrows[index];
  if (arrow.role == ArrowRole::Word) return grown(arrow, easedShare(sinceSec, 0, kGrow));
  if (isStep(arrow)) return chainStep(figure, index, sinceSec);
  if (arrow.role == ArrowRole::Result) return grown(arrow, easedShare(sinceSec, 2 * kGrow + kTravel, kGrow));
  const FigureArrow* pair = pairOf(figure, arrow);
  if (!pair) return grown(arrow, easedShare(sinceSec, kGrow, kGrow));
  if (sinceSec < 2 * kGrow) return {arrow.from, arrow.to, false, false};
  const auto left = static_cast<float>(1 - easedShare(sinceSec, 2 * kGrow, kTravel));
  const math::Vector shift = left * (pair->from - arrow.from);
  return {arrow.from + shift, arrow.to + shift, true, true};
}

}  // namespace es::app
