#include "math/screen_kernels.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace es::math {
namespace {

using Sums = std::array<std::int32_t, kPanelRows>;

void multiply(const ScreenCell& rows, const QueryCell& query, Sums& sums) {
  for (std::size_t row = 0; row < sums.size(); ++row) {
    for (std::size_t i = 0; i < query.values.size(); ++i) {
      sums[row] += rows.values[row * query.values.size() + i] * query.values[i];
    }
  }
}

void addPlainProducts(const ScreenPanels& rows, const ScreenQueries& queries, float* out) {
  for (Index q = 0; q < queries.count; ++q) {
    const QueryCell* query = queries.cells + q * queries.stride;
    for (Index panel = 0; panel < rows.panels; ++panel) {
      Sums sums{};
      for (Index group = 0; group < rows.groups; ++group) {
        multiply(rows.cells[panel * rows.stride + group], query[group], sums);
      }
      for (const std::int32_t sum : sums) {
        *out++ += static_cast<float>(sum);
      }
    }
  }
}

constexpr ScreenKernels kPlain{"any", addPlainProducts};

std::vector<const ScreenKernels*> runnableKernels() {
  std::vector<const ScreenKernels*> kernels;
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vnni")) {
    kernels.push_back(avx512ScreenKernels());
  }
  if (__builtin_cpu_supports("avx2")) {
    kernels.push_back(avx2ScreenKernels());
  }
#endif
  kernels.push_back(&kPlain);
  return kernels;
}

void addChunk(const ScreenKernels& kernels, const ScreenPanels& rows, const ScreenQueries& queries,
              Index chunk, float* out) {
  const Index first = chunk * kChunkGroups;
  const Index groups = std::min(kChunkGroups, rows.groups - first);
  kernels.addProducts(
      {rows.cells + first, rows.panels, groups, rows.stride},
      {queries.cells + first, queries.sums + chunk, queries.count, queries.stride, queries.chunks}, out);
}

}  // namespace

void screenProducts(const ScreenKernels& kernels, const ScreenPanels& rows, const ScreenQueries& queries,
                    float* out) {
  std::fill_n(out, queries.count * rows.panels * kPanelRows, 0.0F);
  if (queries.count == 1) {  // waits for memory, which is fastest when read in order
    for (Index panel = 0; panel < rows.panels; ++panel) {
      for (Index chunk = 0; chunk < queries.chunks; ++chunk) {
        addChunk(kernels, {rows.cells + panel * rows.stride, 1, rows.groups, rows.stride}, queries, chunk,
                 out + panel * kPanelRows);
      }
    }
    return;
  }
  for (Index chunk = 0; chunk < queries.chunks; ++chunk) {  // whose numbers stay in the cache for all rows
    addChunk(kernels, rows, queries, chunk, out);
  }
}

std::span<const ScreenKernels* const> screenKernels() {
  static const std::vector<const ScreenKernels*> kernels = runnableKernels();
  return kernels;
}

}  // namespace es::math
