#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "app/document/document.h"
#include "math/search/int8_index.h"
#include "math/search/neighbors.h"

namespace es::app {

/// Where the int8 index of a table (math/search/int8_index.h) appears, made by another thread or never.
/// Answers are the same with and without it.
class Int8IndexPlace {
 public:
  [[nodiscard]] std::shared_ptr<const math::Int8Index> get() const {
    const std::scoped_lock lock(m_mutex);
    return m_index;
  }
  void put(std::shared_ptr<const math::Int8Index> index) {
    const std::scoped_lock lock(m_mutex);
    m_index = std::move(index);
  }

 private:
  mutable std::mutex m_mutex;
  std::shared_ptr<const math::Int8Index> m_index;
};

/// The k rows nearest to a query (d), exact, as math::nearest.
std::vector<math::Hit> nearestRows(const Space& space, const math::ConstVector& query, math::Index k,
                                   math::Metric metric);
/// The same for several queries (m, d) at once, which is faster.
std::vector<std::vector<math::Hit>> nearestRowsOfMany(const Space& space, const math::ConstRows& queries,
                                                      math::Index k, math::Metric metric);

/// How many numbers of the table a question reads: a quarter of its bytes where the int8 index is there.
double searchWork(const Space& space);

}  // namespace es::app
