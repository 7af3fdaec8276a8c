#include "model/transformer/weight_product.h"

#include <algorithm>
#include <cassert>

#include "model/transformer/vector_kernels.h"

namespace es::model {
namespace {

std::size_t groupsOf(std::size_t size) {
  return (size + kInt8Group - 1) / kInt8Group;
}

/// Hands the matrix to the kernel of its precision.
struct Multiply {
  const MatrixKernels& kernels;
  const WeightMatrix& matrix;
  ProductInput& x;
  float* out;

  template <typename Value>
  [[nodiscard]] MatrixView<Value> view(const std::vector<Value>& values) const {
    return {values.data(), matrix.rows, matrix.cols};
  }
  void operator()(const std::vector<float>& values) const {
    kernels.float32(view(values), x.values().data(), out);
  }
  void operator()(const Float16Values& half) const {
    kernels.float16(view(half.bits), x.values().data(), out);
  }
  void operator()(const BFloat16Values& half) const {
    kernels.bfloat16(view(half.bits), x.values().data(), out);
  }
  void operator()(const Int8Values& integers) const {
    kernels.int8(view(integers.values), integers.scales.data(), x.quantized(), out);
  }
};

}  // namespace

ProductInput::ProductInput(int size)
    : m_size(static_cast<std::size_t>(size)),
      m_values(static_cast<std::size_t>(wholeBlocks(size) + kBlock)),
      m_integers(groupsOf(m_size) * kInt8Group),
      m_scales(groupsOf(m_size)) {}

Int8Activations ProductInput::quantized() {
  if (!m_isQuantized) {
    for (std::size_t begin = 0; begin < m_size; begin += kInt8Group) {
      const auto group = values().subspan(begin, std::min<std::size_t>(kInt8Group, m_size - begin));
      m_scales[begin / kInt8Group] = roundToInt8(group, m_integers.data() + begin);
    }
    m_isQuantized = true;
  }
  return {m_integers.data(), m_scales.data()};
}

void multiply(const WeightMatrix& matrix, ProductInput& x, float* out) {
  assert(std::ssize(x.values()) == matrix.cols);
  std::visit(Multiply{*matrixKernels().front(), matrix, x, out}, matrix.values);
}

}  // namespace es::model
