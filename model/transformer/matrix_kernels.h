#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace es::model {

/// A matrix as it lies in memory: row-major, without gaps.
template <typename Value>
struct MatrixView {
  const Value* values = nullptr;
  std::ptrdiff_t rows = 0, cols = 0;
};

/// Activations are quantised to int8 in groups of so many, each group with a scale of its own.
constexpr std::ptrdiff_t kInt8Group = 64;

/// value = scale of its group x integer; integers within -127 ... 127, padded with zeros to whole groups.
struct Int8Activations {
  const std::int8_t* values = nullptr;  // (groups * kInt8Group)
  const float* scales = nullptr;        // (groups)
};

/// Has what lies 8 KB further fetched into the cache. Products of large matrices wait for memory alone, and
/// the processor's own foresight does not see through rows that are read side by side.
[[gnu::always_inline]] inline void fetchAhead([[maybe_unused]] const void* from) {
#if defined(__GNUC__)
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(from) + 8192));
#endif
}

/// Products of a matrix and a vector for one kind of processor: out[r] = sum over c of matrix(r, c) x[c].
/// Each sums in an order that depends on the shape alone, those of AVX2 and AVX-512 in the same: a text gives
/// the same numbers on both, to the bit. The plain ones round differently.
struct MatrixKernels {
  const char* processor;
  void (*float32)(const MatrixView<float>& matrix, const float* x, float* out);
  void (*float16)(const MatrixView<std::uint16_t>& matrix, const float* x, float* out);  // IEEE binary16
  void (*bfloat16)(const MatrixView<std::uint16_t>& matrix, const float* x,
                   float* out);  // upper half of a float
  /// `scales`: (rows), out[r] = scales[r] x the sum.
  void (*int8)(const MatrixView<std::int8_t>& matrix, const float* scales, const Int8Activations& x,
               float* out);
};

/// Those that this processor can run, the fastest first, the plain ones last.
std::span<const MatrixKernels* const> matrixKernels();

float floatFromHalf(std::uint16_t bits);
float floatFromBfloat(std::uint16_t bits);

/// Null where the program was built for another family of processors; `matrixKernels` asks the processor.
const MatrixKernels* avx2Kernels();
const MatrixKernels* avx512Kernels();

}  // namespace es::model
