#pragma once

#include <span>
#include <vector>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The sums of the first 1, 2, ... products.
[[nodiscard]] std::vector<double> runningSums(std::span<const ProductTerm> terms);

/// The indices of the terms with the largest products by size, largest first, ties by index.
[[nodiscard]] std::vector<std::size_t> largestTerms(std::span<const ProductTerm> terms, std::size_t count);

/// All terms of a dot product as small bars: the first vector's numbers, the second's, their products, and
/// the sum on its way, with the sign of what is done before each row and the sum's value at its end; in a
/// strip of this height. One term is marked through all rows and told below: that under the pointer, or the
/// largest.
void drawTermStrip(PanelContext& context, const ProductAnswer& answer, float heightPx);

}  // namespace es::app
