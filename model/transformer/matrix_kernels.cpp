#include "model/transformer/matrix_kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "base/processor.h"

namespace es::model {
namespace {

constexpr std::ptrdiff_t kLanes = 16;
using Lanes = std::array<float, kLanes>;

float laneSum(Lanes& lanes) {
  for (std::size_t half = kLanes / 2; half > 0; half /= 2)
    for (std::size_t lane = 0; lane < half; ++lane) lanes[lane] += lanes[lane + half];
  return lanes[0];
}

/// Sums in kLanes separate accumulators, which compilers vectorise without being allowed to reorder sums.
template <typename Value, typename ToFloat>
void plainProduct(const MatrixView<Value>& matrix, const float* x, float* out, const ToFloat& toFloat) {
  for (std::ptrdiff_t r = 0; r < matrix.rows; ++r) {
    const Value* row = matrix.values + r * matrix.cols;
    Lanes lanes{};
    std::ptrdiff_t c = 0;
    for (; c + kLanes <= matrix.cols; c += kLanes) {
      for (std::ptrdiff_t lane = 0; lane < kLanes; ++lane)
        lanes[static_cast<std::size_t>(lane)] += toFloat(row[c + lane]) * x[c + lane];
    }
    for (std::ptrdiff_t lane = 0; c + lane < matrix.cols; ++lane)
      lanes[static_cast<std::size_t>(lane)] += toFloat(row[c + lane]) * x[c + lane];
    out[r] = laneSum(lanes);
  }
}

void plainFloat32(const MatrixView<float>& matrix, const float* x, float* out) {
  plainProduct(matrix, x, out, [](float value) { return value; });
}

void plainFloat16(const MatrixView<std::uint16_t>& matrix, const float* x, float* out) {
  plainProduct(matrix, x, out, floatFromHalf);
}

void plainBfloat16(const MatrixView<std::uint16_t>& matrix, const float* x, float* out) {
  plainProduct(matrix, x, out, floatFromBfloat);
}

void plainInt8(const MatrixView<std::int8_t>& matrix, const float* scales, const Int8Activations& x,
               float* out) {
  for (std::ptrdiff_t r = 0; r < matrix.rows; ++r) {
    const std::int8_t* row = matrix.values + r * matrix.cols;
    float sum = 0;
    for (std::ptrdiff_t c = 0; c < matrix.cols; c += kInt8Group) {
      std::int32_t groupSum = 0;
      for (std::ptrdiff_t i = c; i < std::min(c + kInt8Group, matrix.cols); ++i)
        groupSum += row[i] * x.values[i];
      sum += static_cast<float>(groupSum) * x.scales[c / kInt8Group];
    }
    out[r] = scales[r] * sum;
  }
}

constexpr MatrixKernels kPlain{"any", plainFloat32, plainFloat16, plainBfloat16, plainInt8};

}  // namespace

std::span<const MatrixKernels* const> matrixKernels() {
  static const std::vector<const MatrixKernels*> kernels = [] {
    const base::ProcessorFeatures has = base::processorFeatures();
    return base::runnableKernels<MatrixKernels>(
        {{has.avx2 && has.fma && has.avx512f && has.avx512bw && has.avx512vl && has.avx512vnni,
          avx512Kernels()},
         // every processor with AVX2 has F16C
         {has.avx2 && has.fma, avx2Kernels()},
         {true, &kPlain}});
  }();
  return kernels;
}

float floatFromHalf(std::uint16_t bits) {
  // Shifted into a float's place the exponent is too small by 112; multiplying mends it, and subnormals with
  // it.
  const float magnitude = std::bit_cast<float>((bits & 0x7FFFU) << 13U) * 0x1p112F;
  const bool endless = (bits & 0x7C00U) == 0x7C00U;  // infinity or not a number
  const std::uint32_t sign = (bits & 0x8000U) << 16U;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(magnitude) | (endless ? 0x7F800000U : 0U) | sign);
}

float floatFromBfloat(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

}  // namespace es::model
