#include "math/kernels/centre_kernels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <span>

#include "base/multiversion.h"

namespace es::math {
namespace {

constexpr Index kLanes = PackedCentres::kLanes;
constexpr std::size_t kRows = 4;  // multiplied at a time

// Four doubles that compilers keep in as many registers as the processor needs for them.
using Lanes = double __attribute__((vector_size(4 * sizeof(double))));
using FourRows = std::array<const float*, kRows>;

/// out: (kRows, kLanes)
ES_MULTIVERSION void multiply(const FourRows& rows, const double* group, Index dims, double* out) {
  const float *row0 = rows[0], *row1 = rows[1], *row2 = rows[2], *row3 = rows[3];
  Lanes low0{}, high0{}, low1{}, high1{}, low2{}, high2{}, low3{}, high3{};
  for (Index k = 0; k < dims; ++k) {
    Lanes low, high;
    std::memcpy(&low, group + k * kLanes, sizeof low);
    std::memcpy(&high, group + k * kLanes + 4, sizeof high);
    low0 += static_cast<double>(row0[k]) * low;
    high0 += static_cast<double>(row0[k]) * high;
    low1 += static_cast<double>(row1[k]) * low;
    high1 += static_cast<double>(row1[k]) * high;
    low2 += static_cast<double>(row2[k]) * low;
    high2 += static_cast<double>(row2[k]) * high;
    low3 += static_cast<double>(row3[k]) * low;
    high3 += static_cast<double>(row3[k]) * high;
  }
  const auto store = [&out](const Lanes& values) {
    std::memcpy(out, &values, sizeof values);
    out += 4;
  };
  store(low0), store(high0), store(low1), store(high1);
  store(low2), store(high2), store(low3), store(high3);
}

/// Enters the products with centres `first` and those after it.
void enter(std::span<const double> products, Index first, NearestCentre& nearest) {
  for (const double product : products) {
    if (product > nearest.product) {
      nearest = {first, product, nearest.product};
    } else {
      nearest.nextProduct = std::max(nearest.nextProduct, product);
    }
    ++first;
  }
}

}  // namespace

PackedCentres::PackedCentres(const ConstRows& centres)
    : m_count(centres.rows()),
      m_dims(centres.cols()),
      m_values(Eigen::VectorXd::Zero(groups() * kLanes * m_dims)) {
  for (Index c = 0; c < m_count; ++c) {
    double* place = m_values.data() + c / kLanes * kLanes * m_dims + c % kLanes;
    for (Index k = 0; k < m_dims; ++k) place[k * kLanes] = static_cast<double>(centres(c, k));
  }
}

void nearestCentres(const RowsView& rows, const PackedCentres& centres, NearestCentre* out) {
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  std::array<double, kRows* static_cast<std::size_t>(kLanes)> products;
  std::fill_n(out, rows.count, NearestCentre{0, kNone, kNone});
  for (Index row = 0; row < rows.count; row += static_cast<Index>(kRows)) {
    FourRows four;
    for (std::size_t r = 0; r < kRows; ++r) {  // the last row again where there is no other
      four[r] = rows.values + std::min(row + static_cast<Index>(r), rows.count - 1) * rows.stride;
    }
    for (Index group = 0; group < centres.groups(); ++group) {
      multiply(four, centres.group(group), rows.dims, products.data());
      const Index first = group * kLanes;
      const auto lanes = static_cast<std::size_t>(std::min(kLanes, centres.count() - first));
      for (Index r = 0; r < std::min<Index>(kRows, rows.count - row); ++r)
        enter(std::span(products).subspan(static_cast<std::size_t>(r * kLanes), lanes), first, out[row + r]);
    }
  }
}

}  // namespace es::math
