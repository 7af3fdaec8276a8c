#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "math/search/neighbors.h"
#include "math/types.h"
#include "model/table/column.h"
#include "model/table/table_options.h"
#include "model/table/table_rows.h"
#include "model/table/vocabulary.h"

namespace es::model {

/// Where a table came from, for the status line and `info`.
struct TableSource {
  std::string path;      // as opened; empty for tables made in memory
  std::string name;      // file name without folder and extension, or the file's own title
  std::string format;    // as the registry names it: "safetensors", "glove-text", ...
  std::string note;      // source and licence, where the file carries them (safetensors metadata)
  TableOptions options;  // that it was opened with
  std::vector<std::string> warnings;  // rows skipped, duplicates dropped, what was taken for a header ...
};

/// A vocabulary with one vector a word. Immutable; shared as shared_ptr<const EmbeddingTable>.
class EmbeddingTable {
 public:
  /// rows: (vocabulary.size(), dims >= 1), all finite (asserted).
  EmbeddingTable(Vocabulary vocabulary, TableRows rows, TableSource source);
  /// The same where the lengths are known, as math::rowLengths gives them.
  EmbeddingTable(Vocabulary vocabulary, TableRows rows, math::Vector lengths, TableSource source);

  /// What the file says of its rows besides; each with size() rows (asserted).
  void setColumns(std::vector<Column> columns);

  /// Some rows, in this order, as a table of their own, in memory, with their columns.
  [[nodiscard]] EmbeddingTable part(std::span<const std::size_t> chosen) const;

  [[nodiscard]] const Vocabulary& vocabulary() const { return m_vocabulary; }
  [[nodiscard]] math::RowsMap rows() const { return m_rows.view(); }       // (n, d)
  [[nodiscard]] const math::Vector& lengths() const { return m_lengths; }  // (n)
  [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
  [[nodiscard]] const TableSource& source() const { return m_source; }
  [[nodiscard]] math::Index size() const { return rows().rows(); }
  [[nodiscard]] math::Index dims() const { return rows().cols(); }
  [[nodiscard]] math::Vector vector(math::Index row) const { return rows().row(row).transpose(); }  // (d)

  /// Where the rows are mapped their pages leave this process; the next pass over them gets them back within
  /// milliseconds. Worth it after the last of several passes, before other work that needs memory.
  void releasePages() const { m_rows.releasePages(); }

  /// Throws es::Error when the rows are mapped from a file that is no longer what it was when it was opened
  /// (cut, rewritten): what is computed from them would be of nothing. Takes a microsecond.
  void requireIntact() const { m_rows.requireIntact(); }

 private:
  void requireWhole() const;

  Vocabulary m_vocabulary;
  TableRows m_rows;
  math::Vector m_lengths;
  TableSource m_source;
  std::vector<Column> m_columns;
};

}  // namespace es::model
