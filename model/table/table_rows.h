#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <variant>

#include "math/types.h"
#include "model/files/file_mapping.h"

namespace es::model {

/// The rows of a table, (n, d): in memory of their own, or where the file that holds them is mapped.
class TableRows {
 public:
  TableRows() = default;
  TableRows(math::RowMatrix rows) : m_store(std::move(rows)) {}

  /// The mapping's bytes as rows: n x d float32, at an address that floats may have (asserted).
  TableRows(std::shared_ptr<const FileMapping> mapping, math::Index rows, math::Index dims);

  [[nodiscard]] math::RowsMap view() const;

  /// Keeps the first `rows`; mapped ones stay mapped.
  void keepFirst(math::Index rows);

  /// Keeps the rows at `chosen`, which ascend; they are in memory of their own then.
  void keep(std::span<const std::size_t> chosen);

  [[nodiscard]] bool isMapped() const { return std::holds_alternative<MappedRows>(m_store); }

  /// Where they are mapped: as FileMapping::release.
  void releasePages() const;

  /// Throws es::Error when a mapped file is no longer what it was.
  void requireIntact() const;

 private:
  struct MappedRows {
    std::shared_ptr<const FileMapping> mapping;
    math::Index rows = 0, dims = 0;
  };

  std::variant<math::RowMatrix, MappedRows> m_store;
};

}  // namespace es::model
