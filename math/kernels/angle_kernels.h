#pragma once

#include "math/types.h"

namespace es::math {

/// Rows of a matrix laid out for products with many at once: groups of kLanes rows, a group's first entries
/// together, then its second ones. Rows missing in the last group are zeros.
class PackedRows {
 public:
  static constexpr Index kLanes = 16;

  explicit PackedRows(const ConstRows& rows);
  [[nodiscard]] Index groups() const { return m_groups; }
  [[nodiscard]] const float* group(Index index) const { return m_values.data() + index * kLanes * m_dims; }

 private:
  Index m_groups = 0, m_dims = 0;
  Eigen::VectorXf m_values;
};

constexpr Index kTileRows = 4;
constexpr Index kFloatStretch = 512;

/// out[r * outStride + lane] = rows[r] . the group's row `lane`, for kTileRows rows of `dims` entries. Summed
/// in float over kFloatStretch entries and in double over those sums.
struct TileRows {
  const float* first = nullptr;
  Index stride = 0;  // floats from one row to the next
  Index dims = 0;
};
void tileProducts(const TileRows& rows, const float* group, float* out, Index outStride);

/// degrees[i] = the angle whose cosine is cosines[i] (clamped to [-1, 1]); a cosine of 0 gives 90 exactly.
/// Right to 1e-5 degrees as a function of the cosine.
void anglesOf(const float* cosines, Index count, float* degrees);

/// The largest and smallest of `count` numbers.
struct Extremes {
  float smallest = 0, largest = 0;
};
Extremes extremesOf(const float* values, Index count);

}  // namespace es::math
