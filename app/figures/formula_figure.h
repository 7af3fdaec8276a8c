#pragma once

#include <string>
#include <vector>

#include "app/document/formula_title.h"
#include "math/formula/expression.h"
#include "math/types.h"
#include "model/table/embedding_table.h"

namespace es::app {

/// What an arrow of a formula's figure stands for; the scene gives each its colour and width.
enum class ArrowRole {
  Word,        // a word's own vector, from the origin
  Added,       // a step of the chain, head to tail
  Subtracted,  // a step that goes against its word's vector
  Difference,  // what the formula adds to its first word, or the difference of two
  Result,      // from the origin to where a sum lands
};

struct FigureArrow {
  ArrowRole role = ArrowRole::Word;
  math::Vector from, to;  // (d), in the space itself: projected by whatever slice is drawn
  std::string label;      // UTF-8, may be empty
  bool ownTips = false;   // a difference between two words' own tips, which stands elsewhere as well
};

/// A formula as arrows between true vectors of the space.
struct FormulaFigure {
  std::vector<FigureArrow> arrows;
  math::Vector result;       // (d)
  std::string title;         // the formula with typographic signs
  bool stepsAtOnce = false;  // the steps `- b + c` are an arrow of their own, and stand between b and c too
};

/// One word: its arrow. Two terms or more: every word's own arrow from the origin; of `a - b` the difference,
/// from b's tip to a's tip and again from the origin; of all others the terms chained head to tail and the
/// difference from the first word's tip to the result, and, where the rest is a pair `c - b`, also between
/// the two words' tips. The words must be in the table (asserted).
[[nodiscard]] FormulaFigure formulaFigure(const math::Expression& expression,
                                          const model::EmbeddingTable& table);

}  // namespace es::app
