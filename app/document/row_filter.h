#pragma once

#include <memory>
#include <string_view>

#include "math/types.h"
#include "model/filter/kept_rows.h"

namespace es::app {

/// The rows that `where` leaves in the picture.
struct RowFilter {
  model::Condition condition;
  model::KeptRows rows;

  [[nodiscard]] bool keeps(math::Index row) const { return rows.keeps[static_cast<std::size_t>(row)] != 0; }
};

/// Whether a row is to be seen; without a filter each is.
[[nodiscard]] inline bool isSeen(const std::shared_ptr<const RowFilter>& filter, math::Index row) {
  return !filter || filter->keeps(row);
}

/// How a formula names the mean of the rows that the filter keeps.
inline constexpr std::string_view kFilterMean = "mean(where)";

}  // namespace es::app
