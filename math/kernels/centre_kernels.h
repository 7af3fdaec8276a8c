#pragma once

#include "math/kernels/row_kernels.h"
#include "math/types.h"

namespace es::math {

/// Centres laid out for products with many rows: groups of kLanes centres, a group's first entries together,
/// then its second ones, in double. Centres missing in the last group are zeros.
class PackedCentres {
 public:
  static constexpr Index kLanes = 8;

  explicit PackedCentres(const ConstRows& centres);  // (k, d), k >= 1

  [[nodiscard]] Index count() const { return m_count; }
  [[nodiscard]] Index groups() const { return (m_count + kLanes - 1) / kLanes; }
  [[nodiscard]] const double* group(Index index) const { return m_values.data() + index * kLanes * m_dims; }

 private:
  Index m_count, m_dims;
  Eigen::VectorXd m_values;
};

/// The centre with which a row has the largest product, the lowest of equals, and the largest product with
/// any other centre (minus infinity where there is none).
struct NearestCentre {
  Index centre = 0;
  double product = 0, nextProduct = 0;
};

/// out: one for each row. A product of two floats is exact in double and the sums go from the first entry to
/// the last, so that the numbers are the same on every processor, whether it fuses the two steps or not.
void nearestCentres(const RowsView& rows, const PackedCentres& centres, NearestCentre* out);

}  // namespace es::math
