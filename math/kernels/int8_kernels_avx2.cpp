#include "math/kernels/int8_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <cstring>

// Each function carries its target: nothing else of this file is compiled for a processor that may not be
// there.
#define ES_AVX2 __attribute__((target("avx2")))

namespace es::math {
namespace {

constexpr int kHalves = 2;  // a cell fills two vectors
constexpr Index kHalfRows = kPanelRows / kHalves;

ES_AVX2 inline __m256i broadcast(const QueryCell& query) {
  std::int32_t four = 0;
  std::memcpy(&four, query.values.data(), sizeof four);
  return _mm256_set1_epi32(four);
}

/// sums + products of four neighbouring bytes each. maddubs wants one side unsigned: the rows give up their
/// signs to the query. Pairs stay below 2 x 127 x 127 < 2^15, so nothing saturates.
ES_AVX2 inline __m256i multiplyAdd(__m256i sums, __m256i rows, __m256i magnitudes, __m256i query) {
  const __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(query, rows));
  return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/// Products of one panel with kQueries queries, `first` the first of them.
template <int kQueries>
ES_AVX2 inline void tile(const Int8Panels& rows, Index panel, const Int8Queries& queries, Index first,
                         float* out) {
  __m256i sums[kQueries][kHalves];
  for (int q = 0; q < kQueries; ++q)
    for (int half = 0; half < kHalves; ++half) sums[q][half] = _mm256_setzero_si256();
  const Int8Cell* cells = rows.cells + panel * rows.stride;
  const QueryCell* numbers = queries.cells + first * queries.stride;
  for (Index group = 0; group < rows.groups; ++group) {
    fetchAhead(cells + group);
    const auto* cell = reinterpret_cast<const __m256i*>(cells[group].values.data());
#pragma GCC unroll 2
    for (int half = 0; half < kHalves; ++half) {
      const __m256i bytes = _mm256_load_si256(cell + half);
      const __m256i magnitudes = _mm256_abs_epi8(bytes);
#pragma GCC unroll 4
      for (int q = 0; q < kQueries; ++q) {
        const __m256i query = broadcast(numbers[q * queries.stride + group]);
        sums[q][half] = multiplyAdd(sums[q][half], bytes, magnitudes, query);
      }
    }
  }
  for (int q = 0; q < kQueries; ++q) {
    float* to = out + ((first + q) * rows.panels + panel) * kPanelRows;
    for (int half = 0; half < kHalves; ++half) {
      float* at = to + half * kHalfRows;
      _mm256_storeu_ps(at, _mm256_add_ps(_mm256_loadu_ps(at), _mm256_cvtepi32_ps(sums[q][half])));
    }
  }
}

ES_AVX2 void addProducts(const Int8Panels& rows, const Int8Queries& queries, float* out) {
  for (Index panel = 0; panel < rows.panels; ++panel) {
    Index query = 0;
    for (; query + 4 <= queries.count; query += 4) tile<4>(rows, panel, queries, query, out);
    for (; query < queries.count; ++query) tile<1>(rows, panel, queries, query, out);
  }
}

constexpr Int8Kernels kAvx2{"AVX2", addProducts};

}  // namespace

const Int8Kernels* avx2Int8Kernels() {
  return &kAvx2;
}

}  // namespace es::math

#else

namespace es::math {

const Int8Kernels* avx2Int8Kernels() {
  return nullptr;
}

}  // namespace es::math

#endif
