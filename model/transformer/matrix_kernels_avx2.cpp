#include "model/transformer/matrix_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <cstring>

// Each function carries its target: nothing else of this file, and no inline function of a header, is
// compiled for a processor that may not be there.
#define ES_AVX2 __attribute__((target("avx2,fma,f16c")))

namespace es::model {
namespace {

// A row sums in sixteen lanes, two vectors of eight, added in the order of matrix_kernels_avx512.cpp: the
// same bits come out on both kinds of processor, and with them the same pictures.
constexpr std::ptrdiff_t kLanes = 8;
constexpr std::ptrdiff_t kHalfGroup = kInt8Group / 2;

/// The lanes of up to four rows.
struct RowSums {
  __m256 low[4], high[4];
};

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

ES_AVX2 inline __m256 halves(const RowSums& sums, int row) {
  return _mm256_add_ps(sums.low[row], sums.high[row]);
}

/// The sum of each row's lanes.
ES_AVX2 inline __m128 laneSums(const RowSums& sums) {
  const __m256 ab = _mm256_hadd_ps(halves(sums, 0), halves(sums, 1));
  const __m256 cd = _mm256_hadd_ps(halves(sums, 2), halves(sums, 3));
  const __m256 all = _mm256_hadd_ps(ab, cd);
  return _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
}

/// The first `count` of kLanes values, zeros after them.
template <typename Lanes>
ES_AVX2 inline __m256 loadSome(const typename Lanes::Value* at, std::ptrdiff_t count) {
  if (count >= kLanes) return Lanes::load(at);
  typename Lanes::Value values[kLanes] = {};
  if (count > 0) std::memcpy(values, at, static_cast<std::size_t>(count) * sizeof(typename Lanes::Value));
  return Lanes::load(values);
}

ES_AVX2 inline RowSums noSums() {
  const __m256 zero = _mm256_setzero_ps();
  return {{zero, zero, zero, zero}, {zero, zero, zero, zero}};
}

/// Products of kRows <= 4 rows that follow each other.
template <typename Lanes, int kRows>
ES_AVX2 inline __m128 rowProducts(const typename Lanes::Value* rows, std::ptrdiff_t cols, const float* x) {
  RowSums sums = noSums();
  std::ptrdiff_t c = 0;
  for (; c + 2 * kLanes <= cols; c += 2 * kLanes) {
    const __m256 lowXs = _mm256_loadu_ps(x + c), highXs = _mm256_loadu_ps(x + c + kLanes);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      const typename Lanes::Value* row = rows + r * cols + c;
      fetchAhead(row);
      sums.low[r] = _mm256_fmadd_ps(Lanes::load(row), lowXs, sums.low[r]);
      sums.high[r] = _mm256_fmadd_ps(Lanes::load(row + kLanes), highXs, sums.high[r]);
    }
  }
  if (c < cols) {
    const std::ptrdiff_t low = cols - c, high = low - kLanes;
    const __m256 lowXs = loadSome<Float32Lanes>(x + c, low);
    const __m256 highXs = loadSome<Float32Lanes>(x + c + kLanes, high);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      const typename Lanes::Value* row = rows + r * cols + c;
      sums.low[r] = _mm256_fmadd_ps(loadSome<Lanes>(row, low), lowXs, sums.low[r]);
      sums.high[r] = _mm256_fmadd_ps(loadSome<Lanes>(row + kLanes, high), highXs, sums.high[r]);
    }
  }
  return laneSums(sums);
}

template <typename Lanes>
ES_AVX2 void product(const MatrixView<typename Lanes::Value>& matrix, const float* x, float* out) {
  std::ptrdiff_t r = 0;
  for (; r + 4 <= matrix.rows; r += 4)
    _mm_storeu_ps(out + r, rowProducts<Lanes, 4>(matrix.values + r * matrix.cols, matrix.cols, x));
  for (; r < matrix.rows; ++r)
    _mm_store_ss(out + r, rowProducts<Lanes, 1>(matrix.values + r * matrix.cols, matrix.cols, x));
}

/// Four products of bytes a lane. maddubs wants one side unsigned, so the weights' signs go over to x; its
/// pairs of products stay within 2 x 128 x 127 and never saturate.
ES_AVX2 inline __m256 int8Products(__m256i weights, __m256i x) {
  const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(weights), _mm256_sign_epi8(x, weights));
  return _mm256_cvtepi32_ps(_mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/// Half a group: the first `count` of its bytes, zeros after them.
ES_AVX2 inline __m256i loadBytes(const std::int8_t* at, std::ptrdiff_t count) {
  if (count >= kHalfGroup) return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  alignas(32) std::int8_t values[kHalfGroup] = {};
  if (count > 0) std::memcpy(values, at, static_cast<std::size_t>(count));
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(values));
}

template <int kRows>
ES_AVX2 inline __m128 int8RowProducts(const std::int8_t* rows, std::ptrdiff_t cols,
                                      const Int8Activations& x) {
  RowSums sums = noSums();
  for (std::ptrdiff_t c = 0; c < cols; c += kInt8Group) {
    const __m256 scale = _mm256_broadcast_ss(x.scales + c / kInt8Group);
    const __m256i lowXs = loadBytes(x.values + c, kHalfGroup);
    const __m256i highXs = loadBytes(x.values + c + kHalfGroup, kHalfGroup);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      const std::int8_t* row = rows + r * cols + c;
      fetchAhead(row);
      const __m256 low = int8Products(loadBytes(row, cols - c), lowXs);
      const __m256 high = int8Products(loadBytes(row + kHalfGroup, cols - c - kHalfGroup), highXs);
      sums.low[r] = _mm256_fmadd_ps(low, scale, sums.low[r]);
      sums.high[r] = _mm256_fmadd_ps(high, scale, sums.high[r]);
    }
  }
  return laneSums(sums);
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
