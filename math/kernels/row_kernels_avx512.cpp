#include "math/kernels/row_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#if !defined(__clang__) && __GNUC__ < 13
// GCC 12 takes the unused operands in its own intrinsics for uninitialised variables (GCC bug 105593, mended
// in 13).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

// As in row_kernels_avx2.cpp, each function carries its target.
#define ES_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))

namespace es::math {
namespace {

struct Lanes {
  static constexpr Index kWidth = 16, kTileRows = 8, kShareRows = 2;
  using Vec = __m512;
  using Mask = __mmask16;

  ES_TARGET static Mask first(Index count) { return static_cast<__mmask16>((1U << count) - 1U); }
  ES_TARGET static Vec zero() { return _mm512_setzero_ps(); }
  ES_TARGET static Vec broadcast(float value) { return _mm512_set1_ps(value); }
  ES_TARGET static Vec load(const float* at) { return _mm512_loadu_ps(at); }
  ES_TARGET static Vec loadSome(Mask mask, const float* at) { return _mm512_maskz_loadu_ps(mask, at); }
  ES_TARGET static void store(float* at, Vec values) { _mm512_storeu_ps(at, values); }
  ES_TARGET static Vec subtract(Vec a, Vec b) { return _mm512_sub_ps(a, b); }
  ES_TARGET static Vec multiply(Vec a, Vec b) { return _mm512_mul_ps(a, b); }
  ES_TARGET static Vec multiplyAdd(Vec a, Vec b, Vec c) { return _mm512_fmadd_ps(a, b, c); }

  ES_TARGET static void addTo(double* at, Vec values) {
    const __m256 upper = _mm512_extractf32x8_ps(values, 1);
    _mm512_storeu_pd(at, _mm512_add_pd(_mm512_loadu_pd(at), _mm512_cvtps_pd(_mm512_castps512_ps256(values))));
    _mm512_storeu_pd(at + 8, _mm512_add_pd(_mm512_loadu_pd(at + 8), _mm512_cvtps_pd(upper)));
  }

  ES_TARGET static __m256 halves(Vec a) {
    return _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps(a, 1));
  }
  /// The sums of the lanes of four.
  ES_TARGET static void sums(const Vec* four, float* out) {
    const __m256 ab = _mm256_hadd_ps(halves(four[0]), halves(four[1]));
    const __m256 cd = _mm256_hadd_ps(halves(four[2]), halves(four[3]));
    const __m256 all = _mm256_hadd_ps(ab, cd);
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1)));
  }
};

}  // namespace
}  // namespace es::math

#include "math/kernels/row_kernels_body.inc"

namespace es::math {

const RowKernels* avx512RowKernels() {
  static constexpr RowKernels kKernels{"AVX-512", project, addSquares, addImage};
  return &kKernels;
}

}  // namespace es::math

#else

namespace es::math {

const RowKernels* avx512RowKernels() {
  return nullptr;
}

}  // namespace es::math

#endif
