#include "model/matrix_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <cstring>

// Each function carries its target: nothing else of this file, and no inline function of a header, is
// compiled for a processor that may not be there.
#define ES_AVX2 __attribute__((target("avx2,fma,f16c")))

namespace es::model {
namespace {

constexpr std::ptrdiff_t kLanes = 8;

struct Float32Lanes {
  using Value = float;
  ES_AVX2 static __m256 load(const float* at) { return _mm256_loadu_ps(at); }
};

struct Float16Lanes {
  using Value = std::uint16_t;
  ES_AVX2 static __m256 load(const std::uint16_t* at) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
  }
};

struct Bfloat16Lanes {
  using Value = std::uint16_t;
  ES_AVX2 static __m256 load(const std::uint16_t* at) {
    const __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
  }
};

/// The sums of the lanes of a, b, c and d.
ES_AVX2 inline __m128 laneSums(__m256 a, __m256 b, __m256 c, __m256 d) {
  const __m256 sums = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d));
  return _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1));
}

/// The first `count` of kLanes values, zeros after them.
template <typename Lanes>
ES_AVX2 inline __m256 loadSome(const typename Lanes::Value* at, std::ptrdiff_t count) {
  typename Lanes::Value values[kLanes] = {};
  std::memcpy(values, at, static_cast<std::size_t>(count) * sizeof(typename Lanes::Value));
  return Lanes::load(values);
}

/// Products of kRows <= 4 rows that follow each other.
template <typename Lanes, int kRows>
ES_AVX2 inline __m128 rowProducts(const typename Lanes::Value* rows, std::ptrdiff_t cols, const float* x) {
  __m256 sums[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps()};
  std::ptrdiff_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    const __m256 xs = _mm256_loadu_ps(x + c);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      fetchAhead(rows + r * cols + c);
      sums[r] = _mm256_fmadd_ps(Lanes::load(rows + r * cols + c), xs, sums[r]);
    }
  }
  if (c < cols) {
    const __m256 xs = loadSome<Float32Lanes>(x + c, cols - c);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      sums[r] = _mm256_fmadd_ps(loadSome<Lanes>(rows + r * cols + c, cols - c), xs, sums[r]);
    }
  }
  return laneSums(sums[0], sums[1], sums[2], sums[3]);
}

template <typename Lanes>
ES_AVX2 void product(const MatrixView<typename Lanes::Value>& matrix, const float* x, float* out) {
  std::ptrdiff_t r = 0;
  for (; r + 4 <= matrix.rows; r += 4) {
    _mm_storeu_ps(out + r, rowProducts<Lanes, 4>(matrix.values + r * matrix.cols, matrix.cols, x));
  }
  for (; r < matrix.rows; ++r) {
    _mm_store_ss(out + r, rowProducts<Lanes, 1>(matrix.values + r * matrix.cols, matrix.cols, x));
  }
}

/// Four products of bytes a lane. maddubs wants one side unsigned, so the weights' signs go over to x; its
/// pairs of products stay within 2 x 128 x 127 and never saturate.
ES_AVX2 inline __m256 int8Products(__m256i weights, __m256i x) {
  const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(weights), _mm256_sign_epi8(x, weights));
  return _mm256_cvtepi32_ps(_mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/// Half a group: the first `count` of 32 bytes, zeros after them.
ES_AVX2 inline __m256i loadBytes(const std::int8_t* at, std::ptrdiff_t count) {
  if (count >= 32) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
  alignas(32) std::int8_t values[32] = {};
  if (count > 0) {
    std::memcpy(values, at, static_cast<std::size_t>(count));
  }
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(values));
}

template <int kRows>
ES_AVX2 inline __m128 int8RowProducts(const std::int8_t* rows, std::ptrdiff_t cols,
                                      const Int8Activations& x) {
  __m256 sums[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps()};
  for (std::ptrdiff_t c = 0; c < cols; c += 32) {
    const __m256 scale = _mm256_broadcast_ss(x.scales + c / kInt8Group);
    const __m256i xs = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x.values + c));
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      fetchAhead(rows + r * cols + c);
      const __m256i weights = loadBytes(rows + r * cols + c, cols - c);
      sums[r] = _mm256_fmadd_ps(int8Products(weights, xs), scale, sums[r]);
    }
  }
  return laneSums(sums[0], sums[1], sums[2], sums[3]);
}

ES_AVX2 void int8Product(const MatrixView<std::int8_t>& matrix, const float* scales, const Int8Activations& x,
                         float* out) {
  std::ptrdiff_t r = 0;
  for (; r + 4 <= matrix.rows; r += 4) {
    const __m128 sums = int8RowProducts<4>(matrix.values + r * matrix.cols, matrix.cols, x);
    _mm_storeu_ps(out + r, _mm_mul_ps(sums, _mm_loadu_ps(scales + r)));
  }
  for (; r < matrix.rows; ++r) {
    const __m128 sum = int8RowProducts<1>(matrix.values + r * matrix.cols, matrix.cols, x);
    out[r] = scales[r] * _mm_cvtss_f32(sum);
  }
}

constexpr MatrixKernels kAvx2{"AVX2", product<Float32Lanes>, product<Float16Lanes>, product<Bfloat16Lanes>,
                              int8Product};

}  // namespace

const MatrixKernels* avx2Kernels() {
  return &kAvx2;
}

}  // namespace es::model

#else

namespace es::model {

const MatrixKernels* avx2Kernels() {
  return nullptr;
}

}  // namespace es::model

#endif
