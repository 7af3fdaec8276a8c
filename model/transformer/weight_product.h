#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/transformer/matrix_kernels.h"
#include "model/transformer/transformer_weights.h"

namespace es::model {

/// A vector that matrices are multiplied with. Its int8 form is made once for all int8 matrices that ask for
/// it.
class ProductInput {
 public:
  explicit ProductInput(int size);

  /// The values, to be written anew; room for whole blocks (model/transformer/vector_kernels.h) and one more.
  std::span<float> rewrite() {
    m_isQuantized = false;
    return {m_values.data(), m_size};
  }
  [[nodiscard]] std::span<const float> values() const { return {m_values.data(), m_size}; }
  Int8Activations quantized();

 private:
  std::size_t m_size;
  std::vector<float> m_values;
  std::vector<std::int8_t> m_integers;  // whole groups
  std::vector<float> m_scales;
  bool m_isQuantized = false;
};

/// out[r] = sum over c of matrix(r, c) x[c]; x: (cols), out: (rows).
void multiply(const WeightMatrix& matrix, ProductInput& x, float* out);

}  // namespace es::model
