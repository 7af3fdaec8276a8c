#include "model/transformer/transformer_weights.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "model/transformer/matrix_kernels.h"
#include "model/transformer/vector_kernels.h"

namespace es::model {
namespace {

template <typename Value>
std::uint64_t bytesOf(const std::vector<Value>& values) {
  return values.size() * sizeof(Value);
}

struct Bytes {
  std::uint64_t operator()(const std::vector<float>& values) const { return bytesOf(values); }
  std::uint64_t operator()(const Float16Values& half) const { return bytesOf(half.bits); }
  std::uint64_t operator()(const BFloat16Values& half) const { return bytesOf(half.bits); }
  std::uint64_t operator()(const Int8Values& integers) const {
    return bytesOf(integers.values) + bytesOf(integers.scales);
  }
};

struct ReadRow {
  std::size_t row, cols;
  float* out;

  template <typename Value, typename ToFloat>
  void read(const std::vector<Value>& values, const ToFloat& toFloat) const {
    const Value* first = values.data() + row * cols;
    std::transform(first, first + cols, out, toFloat);
  }
  void operator()(const std::vector<float>& values) const {
    read(values, [](float value) { return value; });
  }
  void operator()(const Float16Values& half) const { read(half.bits, floatFromHalf); }
  void operator()(const BFloat16Values& half) const { read(half.bits, floatFromBfloat); }
  void operator()(const Int8Values& integers) const {
    const float scale = integers.scales[row];
    read(integers.values, [scale](std::int8_t value) { return scale * static_cast<float>(value); });
  }
};

}  // namespace

std::uint64_t WeightMatrix::bytes() const {
  return std::visit(Bytes{}, values);
}

void WeightMatrix::readRow(int r, float* out) const {
  assert(r >= 0 && r < rows);
  std::visit(ReadRow{static_cast<std::size_t>(r), static_cast<std::size_t>(cols), out}, values);
}

WeightMatrix quantized(const WeightMatrix& matrix) {
  const auto cols = static_cast<std::size_t>(matrix.cols);
  Int8Values integers{std::vector<std::int8_t>(matrix.count()),
                      std::vector<float>(static_cast<std::size_t>(matrix.rows))};
  std::vector<float> row(cols);
  for (int r = 0; r < matrix.rows; ++r) {
    const auto at = static_cast<std::size_t>(r);
    matrix.readRow(r, row.data());
    integers.scales[at] = roundToInt8(row, integers.values.data() + at * cols);
  }
  return {matrix.rows, matrix.cols, std::move(integers)};
}

std::uint64_t TransformerWeights::bytes() const {
  std::uint64_t sum =
      embedding.bytes() + positions.bytes() + unembedding.bytes() + bytesOf(finalGain) + bytesOf(finalBias);
  for (const BlockWeights& block : blocks) {
    for (const WeightMatrix* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      sum += matrix->bytes();
    for (const std::vector<float>* vector :
         {&block.attentionGain, &block.attentionBias, &block.mlpGain, &block.mlpBias, &block.queryBias,
          &block.keyBias, &block.valueBias, &block.outputBias, &block.upBias, &block.downBias,
          &block.attentionAlpha, &block.mlpAlpha})
      sum += bytesOf(*vector);
  }
  return sum;
}

}  // namespace es::model
