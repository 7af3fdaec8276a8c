#pragma once

#include <memory>

#include "app/command/direction_commands.h"
#include "math/formula/expression.h"

namespace es::app {

struct Space;

/// The dot-product lab's standing vectors.
struct ProductState {
  std::vector<math::Expression> vectors;  // two
  ProductAnswer answer;
};

/// The two formulas' own vectors, none of them moved. Throws es::Error where a word is missing or a vector is
/// zero.
std::shared_ptr<const ProductState> ownProduct(const Space& space, std::vector<math::Expression> vectors);

}  // namespace es::app
