#include "math/kernels/int8_kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <cstring>

#if !defined(__clang__) && __GNUC__ < 13
// GCC 12 takes the unused operands in its own intrinsics for uninitialised variables (GCC bug 105593, mended
// in 13).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

// Each function carries its target: nothing else of this file is compiled for a processor that may not be
// there.
#define ES_AVX512 __attribute__((target("avx512f,avx512bw,avx512vnni")))

namespace es::math {
namespace {

ES_AVX512 inline __m512i broadcast(const QueryCell& query) {
  std::int32_t four = 0;
  std::memcpy(&four, query.values.data(), sizeof four);
  return _mm512_set1_epi32(four);
}

/// Products of kPanels panels with kQueries queries, `first` the first of them. dpbusd wants one side
/// unsigned: rows r are taken as r + 128, and 128 times the sum of the query's numbers is taken off at the
/// start.
template <int kPanels, int kQueries>
ES_AVX512 inline void tile(const Int8Panels& rows, Index panel, const Int8Queries& queries, Index first,
                           float* out) {
  const __m512i offset = _mm512_set1_epi8(-128);  // 128 as an unsigned byte
  __m512i sums[kPanels][kQueries];
  for (int q = 0; q < kQueries; ++q) {
    const __m512i start = _mm512_set1_epi32(-128 * queries.sums[(first + q) * queries.chunks]);
    for (int p = 0; p < kPanels; ++p) sums[p][q] = start;
  }
  const Int8Cell* cells = rows.cells + panel * rows.stride;
  const QueryCell* numbers = queries.cells + first * queries.stride;
  for (Index group = 0; group < rows.groups; ++group) {
    __m512i bytes[kPanels];
#pragma GCC unroll 4
    for (int p = 0; p < kPanels; ++p) {
      fetchAhead(cells + p * rows.stride + group);
      const __m512i cell = _mm512_load_si512(cells[p * rows.stride + group].values.data());
      bytes[p] = _mm512_xor_si512(cell, offset);
    }
#pragma GCC unroll 4
    for (int q = 0; q < kQueries; ++q) {
      const __m512i query = broadcast(numbers[q * queries.stride + group]);
#pragma GCC unroll 4
      for (int p = 0; p < kPanels; ++p) sums[p][q] = _mm512_dpbusd_epi32(sums[p][q], bytes[p], query);
    }
  }
  for (int q = 0; q < kQueries; ++q) {
    for (int p = 0; p < kPanels; ++p) {
      float* to = out + ((first + q) * rows.panels + panel + p) * kPanelRows;
      _mm512_storeu_ps(to, _mm512_add_ps(_mm512_loadu_ps(to), _mm512_cvtepi32_ps(sums[p][q])));
    }
  }
}

template <int kPanels>
ES_AVX512 void byFours(const Int8Panels& rows, Index panel, const Int8Queries& queries, float* out) {
  for (Index query = 0; query + 4 <= queries.count; query += 4)
    tile<kPanels, 4>(rows, panel, queries, query, out);
}

ES_AVX512 void addProducts(const Int8Panels& rows, const Int8Queries& queries, float* out) {
  // Two panels share the query's numbers, but they are two streams of memory: that pays for several queries.
  const Index pairs = queries.count < 4 ? 0 : rows.panels / 2;
  for (Index pair = 0; pair < pairs; ++pair) byFours<2>(rows, pair * 2, queries, out);
  for (Index panel = 0; panel < rows.panels; ++panel) {
    if (panel >= pairs * 2) byFours<1>(rows, panel, queries, out);
    for (Index query = queries.count / 4 * 4; query < queries.count; ++query)
      tile<1, 1>(rows, panel, queries, query, out);
  }
}

constexpr Int8Kernels kAvx512{"AVX-512 VNNI", addProducts};

}  // namespace

const Int8Kernels* avx512Int8Kernels() {
  return &kAvx512;
}

}  // namespace es::math

#else

namespace es::math {

const Int8Kernels* avx512Int8Kernels() {
  return nullptr;
}

}  // namespace es::math

#endif
