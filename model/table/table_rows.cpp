#include "model/table/table_rows.h"

#include <cassert>
#include <utility>

namespace es::model {

using math::Index;

TableRows::TableRows(std::shared_ptr<const FileMapping> mapping, Index rows, Index dims)
    : m_store(MappedRows{std::move(mapping), rows, dims}) {
  [[maybe_unused]] const auto bytes = std::get<MappedRows>(m_store).mapping->bytes();
  assert(reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(float) == 0);
  assert(bytes.size() == static_cast<std::size_t>(rows * dims) * sizeof(float));
}

math::RowsMap TableRows::view() const {
  if (const auto* owned = std::get_if<math::RowMatrix>(&m_store))
    return {owned->data(), owned->rows(), owned->cols()};
  const auto& mapped = std::get<MappedRows>(m_store);
  return {reinterpret_cast<const float*>(mapped.mapping->bytes().data()), mapped.rows, mapped.dims};
}

void TableRows::keepFirst(Index rows) {
  if (auto* owned = std::get_if<math::RowMatrix>(&m_store)) {
    owned->conservativeResize(rows, Eigen::NoChange);
  } else {
    std::get<MappedRows>(m_store).rows = rows;
  }
}

void TableRows::keep(std::span<const std::size_t> chosen) {
  const auto count = static_cast<Index>(chosen.size());
  if (auto* owned = std::get_if<math::RowMatrix>(&m_store)) {
    for (Index to = 0; to < count; ++to) {
      const auto from = static_cast<Index>(chosen[static_cast<std::size_t>(to)]);
      if (from != to) owned->row(to) = owned->row(from);
    }
    owned->conservativeResize(count, Eigen::NoChange);
    return;
  }
  const math::RowsMap all = view();
  math::RowMatrix kept(count, all.cols());
  for (Index to = 0; to < count; ++to)
    kept.row(to) = all.row(static_cast<Index>(chosen[static_cast<std::size_t>(to)]));
  m_store = std::move(kept);
}

void TableRows::releasePages() const {
  if (const auto* mapped = std::get_if<MappedRows>(&m_store)) mapped->mapping->release();
}

void TableRows::requireIntact() const {
  if (const auto* mapped = std::get_if<MappedRows>(&m_store)) mapped->mapping->requireIntact();
}

}  // namespace es::model
