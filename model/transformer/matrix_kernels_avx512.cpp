#include "model/transformer/matrix_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#if !defined(__clang__) && __GNUC__ < 13
// GCC 12 takes the unused operands in its own intrinsics for uninitialised variables (GCC bug 105593, mended
// in 13).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

// As in matrix_kernels_avx2.cpp, each function carries its target.
#define ES_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2,fma,f16c")))

namespace es::model {
namespace {

constexpr std::ptrdiff_t kLanes = 16;

struct Float32Lanes {
  using Value = float;
  ES_AVX512 static __m512 load(const float* at) { return _mm512_loadu_ps(at); }
  ES_AVX512 static __m512 loadSome(__mmask16 some, const float* at) {
    return _mm512_maskz_loadu_ps(some, at);
  }
};

struct Float16Lanes {
  using Value = std::uint16_t;
  ES_AVX512 static __m512 load(const std::uint16_t* at) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
  }
  ES_AVX512 static __m512 loadSome(__mmask16 some, const std::uint16_t* at) {
    return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(some, at));
  }
};

struct Bfloat16Lanes {
  using Value = std::uint16_t;
  ES_AVX512 static __m512 widened(__m256i bits) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
  }
  ES_AVX512 static __m512 load(const std::uint16_t* at) {
    return widened(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
  }
  ES_AVX512 static __m512 loadSome(__mmask16 some, const std::uint16_t* at) {
    return widened(_mm256_maskz_loadu_epi16(some, at));
  }
};

ES_AVX512 inline __m256 halves(__m512 a) {
  const __m256 upper = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(a), 1));
  return _mm256_add_ps(_mm512_castps512_ps256(a), upper);
}

/// The sums of the lanes of sums[0 ... 3].
ES_AVX512 inline __m128 laneSums(const __m512* sums) {
  const __m256 ab = _mm256_hadd_ps(halves(sums[0]), halves(sums[1]));
  const __m256 cd = _mm256_hadd_ps(halves(sums[2]), halves(sums[3]));
  const __m256 all = _mm256_hadd_ps(ab, cd);
  return _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
}

/// Products of kRows <= 4 rows that follow each other.
template <typename Lanes, int kRows>
ES_AVX512 inline __m128 rowProducts(const typename Lanes::Value* rows, std::ptrdiff_t cols, const float* x) {
  __m512 sums[4] = {_mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps()};
  std::ptrdiff_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    const __m512 xs = _mm512_loadu_ps(x + c);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      fetchAhead(rows + r * cols + c);
      sums[r] = _mm512_fmadd_ps(Lanes::load(rows + r * cols + c), xs, sums[r]);
    }
  }
  if (c < cols) {
    const auto some = static_cast<__mmask16>((1U << (cols - c)) - 1U);
    const __m512 xs = _mm512_maskz_loadu_ps(some, x + c);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r)
      sums[r] = _mm512_fmadd_ps(Lanes::loadSome(some, rows + r * cols + c), xs, sums[r]);
  }
  return laneSums(sums);
}

template <typename Lanes>
ES_AVX512 void product(const MatrixView<typename Lanes::Value>& matrix, const float* x, float* out) {
  std::ptrdiff_t r = 0;
  for (; r + 4 <= matrix.rows; r += 4)
    _mm_storeu_ps(out + r, rowProducts<Lanes, 4>(matrix.values + r * matrix.cols, matrix.cols, x));
  for (; r < matrix.rows; ++r)
    _mm_store_ss(out + r, rowProducts<Lanes, 1>(matrix.values + r * matrix.cols, matrix.cols, x));
}

/// dpbusd wants one side unsigned: the weights w are taken as w + 128, and 128 times the sum of x goes off
/// again.
template <int kRows>
ES_AVX512 inline __m128 int8RowProducts(const std::int8_t* rows, std::ptrdiff_t cols,
                                        const Int8Activations& x) {
  const __m512i offset = _mm512_set1_epi8(-128);  // 128 as an unsigned byte
  __m512 sums[4] = {_mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps()};
  for (std::ptrdiff_t c = 0; c < cols; c += kInt8Group) {
    const __m512i xs = _mm512_loadu_si512(x.values + c);
    const __m512 scale = _mm512_set1_ps(x.scales[c / kInt8Group]);
    const __m512i zero = _mm512_setzero_si512();
    const __m512i start = _mm512_sub_epi32(zero, _mm512_dpbusd_epi32(zero, offset, xs));
    const __mmask64 some = cols - c >= kInt8Group ? ~0ULL : (1ULL << (cols - c)) - 1ULL;
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      fetchAhead(rows + r * cols + c);
      const __m512i weights = _mm512_maskz_loadu_epi8(some, rows + r * cols + c);
      const __m512i products = _mm512_dpbusd_epi32(start, _mm512_xor_si512(weights, offset), xs);
      sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(products), scale, sums[r]);
    }
  }
  return laneSums(sums);
}

ES_AVX512 void int8Product(const MatrixView<std::int8_t>& matrix, const float* scales,
                           const Int8Activations& x, float* out) {
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

constexpr MatrixKernels kAvx512{"AVX-512 VNNI", product<Float32Lanes>, product<Float16Lanes>,
                                product<Bfloat16Lanes>, int8Product};

}  // namespace

const MatrixKernels* avx512Kernels() {
  return &kAvx512;
}

}  // namespace es::model

#else

namespace es::model {

const MatrixKernels* avx512Kernels() {
  return nullptr;
}

}  // namespace es::model

#endif
