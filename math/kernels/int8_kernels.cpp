#include "math/kernels/int8_kernels.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/processor.h"

namespace es::math {
namespace {

using Sums = std::array<std::int32_t, kPanelRows>;

void multiply(const Int8Cell& rows, const QueryCell& query, Sums& sums) {
  for (std::size_t row = 0; row < sums.size(); ++row) {
    for (std::size_t i = 0; i < query.values.size(); ++i)
      sums[row] += rows.values[row * query.values.size() + i] * query.values[i];
  }
}

void addPlainProducts(const Int8Panels& rows, const Int8Queries& queries, float* out) {
  for (Index q = 0; q < queries.count; ++q) {
    const QueryCell* query = queries.cells + q * queries.stride;
    for (Index panel = 0; panel < rows.panels; ++panel) {
      Sums sums{};
      for (Index group = 0; group < rows.groups; ++group)
        multiply(rows.cells[panel * rows.stride + group], query[group], sums);
      for (const std::int32_t sum : sums) *out++ += static_cast<float>(sum);
    }
  }
}

constexpr Int8Kernels kPlain{"any", addPlainProducts};

void addChunk(const Int8Kernels& kernels, const Int8Panels& rows, const Int8Queries& queries, Index chunk,
              float* out) {
  const Index first = chunk * kChunkGroups;
  const Index groups = std::min(kChunkGroups, rows.groups - first);
  kernels.addProducts(
      {rows.cells + first, rows.panels, groups, rows.stride},
      {queries.cells + first, queries.sums + chunk, queries.count, queries.stride, queries.chunks}, out);
}

}  // namespace

void int8Products(const Int8Kernels& kernels, const Int8Panels& rows, const Int8Queries& queries,
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

std::span<const Int8Kernels* const> int8Kernels() {
  static const std::vector<const Int8Kernels*> kernels = [] {
    const base::ProcessorFeatures has = base::processorFeatures();
    return base::runnableKernels<Int8Kernels>(
        {{has.avx512f && has.avx512bw && has.avx512vnni, avx512Int8Kernels()},
         {has.avx2, avx2Int8Kernels()},
         {true, &kPlain}});
  }();
  return kernels;
}

}  // namespace es::math
