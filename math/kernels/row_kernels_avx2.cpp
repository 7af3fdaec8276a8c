#include "math/kernels/row_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

// Each function carries its target: nothing else of this file, and no inline function of a header, is
// compiled for a processor that may not be there.
#define ES_TARGET __attribute__((target("avx2,fma")))

namespace es::math {
namespace {

struct Lanes {
  static constexpr Index kWidth = 8, kTileRows = 4, kShareRows = 1;
  using Vec = __m256;
  using Mask = __m256i;

  ES_TARGET static Mask first(Index count) {
    const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), places);
  }
  ES_TARGET static Vec zero() { return _mm256_setzero_ps(); }
  ES_TARGET static Vec broadcast(float value) { return _mm256_set1_ps(value); }
  ES_TARGET static Vec load(const float* at) { return _mm256_loadu_ps(at); }
  ES_TARGET static Vec loadSome(Mask mask, const float* at) { return _mm256_maskload_ps(at, mask); }
  ES_TARGET static void store(float* at, Vec values) { _mm256_storeu_ps(at, values); }
  ES_TARGET static Vec subtract(Vec a, Vec b) { return _mm256_sub_ps(a, b); }
  ES_TARGET static Vec multiply(Vec a, Vec b) { return _mm256_mul_ps(a, b); }
  ES_TARGET static Vec multiplyAdd(Vec a, Vec b, Vec c) { return _mm256_fmadd_ps(a, b, c); }

  ES_TARGET static void addTo(double* at, Vec values) {
    const __m256d lower = _mm256_cvtps_pd(_mm256_castps256_ps128(values));
    const __m256d upper = _mm256_cvtps_pd(_mm256_extractf128_ps(values, 1));
    _mm256_storeu_pd(at, _mm256_add_pd(_mm256_loadu_pd(at), lower));
    _mm256_storeu_pd(at + 4, _mm256_add_pd(_mm256_loadu_pd(at + 4), upper));
  }

  /// The sums of the lanes of four.
  ES_TARGET static void sums(const Vec* four, float* out) {
    const __m256 all = _mm256_hadd_ps(_mm256_hadd_ps(four[0], four[1]), _mm256_hadd_ps(four[2], four[3]));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1)));
  }
};

}  // namespace
}  // namespace es::math

#include "math/kernels/row_kernels_body.inc"

namespace es::math {

const RowKernels* avx2RowKernels() {
  static constexpr RowKernels kKernels{"AVX2", project, addSquares, addImage};
  return &kKernels;
}

}  // namespace es::math

#else

namespace es::math {

const RowKernels* avx2RowKernels() {
  return nullptr;
}

}  // namespace es::math

#endif
