#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "math/types.h"

namespace es::math {

constexpr Index kPanelRows = 16;  // rows that lie interleaved, so that their sums fill one 512-bit vector
constexpr Index kGroupDims = 4;   // dimensions that one integer instruction multiplies and adds

/// kGroupDims numbers of each of kPanelRows rows: values[row * kGroupDims + dimension], within -127 ... 127.
struct alignas(64) Int8Cell {
  std::array<std::int8_t, kPanelRows * kGroupDims> values{};
};

/// So many groups at a time are added up as integers: no sum leaves what a float holds exactly.
constexpr Index kChunkGroups = 256;

/// A stretch of `groups` groups of rows that follow each other: cells[panel * stride + group]. Rows and
/// dimensions are filled up with zeros.
struct Int8Panels {
  const Int8Cell* cells = nullptr;
  Index panels = 0;
  Index groups = 0;
  Index stride = 0;
};

/// kGroupDims numbers of a query, within -127 ... 127.
struct QueryCell {
  std::array<std::int8_t, kGroupDims> values{};
};

/// The same stretch of queries: cells[query * stride + group]. Each row is read once for all of them.
struct Int8Queries {
  const QueryCell* cells = nullptr;
  const std::int32_t* sums = nullptr;  // sums[query * chunks + chunk]: a chunk's numbers added up
  Index count = 0;
  Index stride = 0;
  Index chunks = 0;
};

/// Integer products for one kind of processor, of one chunk: out[q * panels * kPanelRows + row] grows by the
/// sum over the chunk's dimensions of row times query q. `groups` <= kChunkGroups. One rounding each.
struct Int8Kernels {
  const char* processor;
  void (*addProducts)(const Int8Panels& rows, const Int8Queries& queries, float* out);
};

/// The products over all dimensions. out: (queries, panels * kPanelRows).
void int8Products(const Int8Kernels& kernels, const Int8Panels& rows, const Int8Queries& queries, float* out);

constexpr Index chunksOf(Index groups) {
  return (groups + kChunkGroups - 1) / kChunkGroups;
}

/// Has what lies 4 KB further fetched into the cache: a product of few queries waits for memory alone.
[[gnu::always_inline]] inline void fetchAhead([[maybe_unused]] const Int8Cell* cell) {
#if defined(__GNUC__)
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(cell) + 4096));
#endif
}

/// Those that this processor can run, the fastest first, the plain one last.
std::span<const Int8Kernels* const> int8Kernels();

/// Null where the program was built for another family of processors; `int8Kernels` asks the processor.
const Int8Kernels* avx2Int8Kernels();
const Int8Kernels* avx512Int8Kernels();

}  // namespace es::math
