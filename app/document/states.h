#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace es::app {

/// A state that a formula may name like a word: where a drawn path ends, after the last layer, in the
/// dimensions of the open words. `@king-2` is the end of the second of the drawn paths whose word is king.
struct NamedState {
  std::string name;
  std::shared_ptr<const math::Vector> place;  // (d)
};

/// Of all drawn paths, in the order in which they were drawn; none where they are not among the words.
[[nodiscard]] std::vector<NamedState> namedStates(const ModelState& model);

/// The word of the text that [begin, end) is or is a part of, in small letters; empty: none (a mark, a line
/// end, the beginning of the text).
[[nodiscard]] std::string wordAround(const std::string& text, std::size_t begin, std::size_t end);

/// The formula with every state where it lies (`@king` is the first of king; kFilterMean is the mean of the
/// rows that the filter keeps) and every word in the table's own spelling. A word of the table that begins
/// with @ is that word. Throws as `evaluate` does: states that are not drawn are named with those that are.
[[nodiscard]] math::Expression resolved(math::Expression expression, const DocumentState& state);

/// True when all states of the formula are drawn still, where they were; the filter's mean is none of them.
[[nodiscard]] bool statesStand(const math::Expression& expression, const ModelState& model);

/// Whether a token's path can be drawn in a table of so many dimensions.
[[nodiscard]] bool isDrawable(const TokenTrace& token, math::Index dims);
/// Whether any of the model's paths can.
[[nodiscard]] bool hasPaths(const ModelState& model, math::Index dims);
/// Among the open words.
[[nodiscard]] bool hasPaths(const DocumentState& document);
/// Whether the formula names the mean of the rows that a filter keeps.
[[nodiscard]] bool namesFilterMean(const math::Expression& expression);

}  // namespace es::app
