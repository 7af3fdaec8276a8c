#include "app/evaluate/space_search.h"

namespace es::app {

std::vector<std::vector<math::Hit>> nearestRowsOfMany(const Space& space, const math::ConstRows& queries,
                                                      math::Index k, math::Metric metric) {
  const std::shared_ptr<const math::Int8Index> index = space.index->get();
  const math::SearchRows rows{space.table->rows(), space.table->lengths(), index.get()};
  return math::nearestMany(rows, queries, k, metric, {});
}

std::vector<math::Hit> nearestRows(const Space& space, const math::ConstVector& query, math::Index k,
                                   math::Metric metric) {
  const std::shared_ptr<const math::Int8Index> index = space.index->get();
  const math::SearchRows rows{space.table->rows(), space.table->lengths(), index.get()};
  return math::nearest(rows, query, k, metric, {});
}

double searchWork(const Space& space) {
  const auto numbers = static_cast<double>(space.table->rows().size());
  return space.index->get() ? numbers / 4 : numbers;
}

}  // namespace es::app
