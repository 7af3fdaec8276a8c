#include "app/panels/model/head_thumbnail.h"

#include <algorithm>

namespace es::app {

math::RowMatrix headThumbnail(const math::RowMatrix& weights, math::Index cells) {
  const math::Index tokens = weights.rows();
  if (tokens <= cells) return weights;
  math::RowMatrix small = math::RowMatrix::Zero(cells, cells);
  for (math::Index row = 0; row < tokens; ++row) {
    for (math::Index column = 0; column < weights.cols(); ++column) {
      float& cell = small(row * cells / tokens, column * cells / tokens);
      cell = std::max(cell, weights(row, column));
    }
  }
  return small;
}

}  // namespace es::app
