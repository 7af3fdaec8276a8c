#include "math/kernels/angle_kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "base/multiversion.h"

namespace es::math {
namespace {

constexpr Index kLanes = PackedRows::kLanes;

// Eight floats that compilers keep in as many registers as the processor needs for them.
using Lanes = float __attribute__((vector_size(8 * sizeof(float))));

struct Stretch {
  const float* row = nullptr;  // the first of kTileRows
  Index stride = 0;
  const float* group = nullptr;
  Index from = 0, end = 0;
};

ES_MULTIVERSION void addStretch(const Stretch& stretch, double* sums) {
  const Stretch s = stretch;
  const float *row0 = s.row, *row1 = row0 + s.stride, *row2 = row1 + s.stride, *row3 = row2 + s.stride;
  Lanes low0{}, high0{}, low1{}, high1{}, low2{}, high2{}, low3{}, high3{};
  for (Index k = s.from; k < s.end; ++k) {
    Lanes low, high;
    std::memcpy(&low, s.group + k * kLanes, sizeof low);
    std::memcpy(&high, s.group + k * kLanes + 8, sizeof high);
    low0 += row0[k] * low;
    high0 += row0[k] * high;
    low1 += row1[k] * low;
    high1 += row1[k] * high;
    low2 += row2[k] * low;
    high2 += row2[k] * high;
    low3 += row3[k] * low;
    high3 += row3[k] * high;
  }
  const std::array<Lanes, 8> totals{low0, high0, low1, high1, low2, high2, low3, high3};
  for (std::size_t i = 0; i < totals.size(); ++i)
    for (std::size_t lane = 0; lane < 8; ++lane) sums[8 * i + lane] += static_cast<double>(totals[i][lane]);
}

// The arc sine in [0, pi/6] by Moshier's polynomial (Cephes, asinf), as a function of the square.
[[gnu::always_inline]] inline float asinPart(float square) {
  return ((((4.2163199048e-2F * square + 2.4181311049e-2F) * square + 4.5470025998e-2F) * square +
           7.4953002686e-2F) *
              square +
          1.6666752422e-1F) *
         square;
}

}  // namespace

PackedRows::PackedRows(const ConstRows& rows)
    : m_groups((rows.rows() + kLanes - 1) / kLanes),
      m_dims(rows.cols()),
      m_values(Eigen::VectorXf::Zero(m_groups * kLanes * m_dims)) {
  for (Index r = 0; r < rows.rows(); ++r) {
    float* place = m_values.data() + r / kLanes * kLanes * m_dims + r % kLanes;
    for (Index k = 0; k < m_dims; ++k) place[k * kLanes] = rows(r, k);
  }
}

void tileProducts(const TileRows& rows, const float* group, float* out, Index outStride) {
  std::array<double, kTileRows * kLanes> sums{};
  for (Index from = 0; from < rows.dims; from += kFloatStretch) {
    addStretch({rows.first, rows.stride, group, from, std::min(from + kFloatStretch, rows.dims)},
               sums.data());
  }
  for (Index r = 0; r < kTileRows; ++r) {
    for (Index lane = 0; lane < kLanes; ++lane)
      out[r * outStride + lane] = static_cast<float>(sums[static_cast<std::size_t>(r * kLanes + lane)]);
  }
}

ES_MULTIVERSION void anglesOf(const float* __restrict cosines, Index count, float* __restrict degrees) {
  constexpr float kDegreesPerRad = 57.29577951F, kHalfPi = 1.5707963268F;
  for (Index i = 0; i < count; ++i) {
    const float size = std::min(std::abs(cosines[i]), 1.0F);
    const bool far = size > 0.5F;  // from the arc sine's own middle: by the half angle
    const float square = far ? 0.5F * (1 - size) : size * size;
    const float root = far ? std::sqrt(square) : size;
    const float part = root + root * asinPart(square);
    const float awayRad = far ? kHalfPi - 2 * part : part;
    degrees[i] = 90 - kDegreesPerRad * std::copysign(awayRad, cosines[i]);
  }
}

ES_MULTIVERSION Extremes extremesOf(const float* values, Index count) {
  std::array<float, 16> low, high;
  low.fill(values[0]);
  high.fill(values[0]);
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < 16; ++lane) {
      const float value = values[i + static_cast<Index>(lane)];
      low[lane] = value < low[lane] ? value : low[lane];
      high[lane] = value > high[lane] ? value : high[lane];
    }
  }
  for (; i < count; ++i) {
    low[0] = std::min(low[0], values[i]);
    high[0] = std::max(high[0], values[i]);
  }
  return {*std::ranges::min_element(low), *std::ranges::max_element(high)};
}

}  // namespace es::math
