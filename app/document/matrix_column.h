#pragma once

#include "app/document/document.h"

namespace es::app {

/// A word's column of the embedding matrix: its row of the table.
VectorAnswer columnOf(const model::EmbeddingTable& table, math::Index row);

/// The same as a state keeps it: the one that is pulled out already, where it is that.
std::shared_ptr<const VectorAnswer> pulledColumn(const DocumentState& state, math::Index row);

/// The vector as a matrix of this precision takes it in: int8 matrices are multiplied with vectors that are
/// rounded to int8 in groups (model/transformer/weight_product.h), all others with the vector itself. (cols)
std::vector<float> enteringVector(const model::WeightMatrix& matrix, std::span<const float> vector);

}  // namespace es::app
