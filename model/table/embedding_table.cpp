#include "model/table/embedding_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace es::model {

EmbeddingTable::EmbeddingTable(Vocabulary vocabulary, TableRows rows, TableSource source)
    : m_vocabulary(std::move(vocabulary)),
      m_rows(std::move(rows)),
      m_lengths(math::rowLengths(m_rows.view())),
      m_source(std::move(source)) {
  requireWhole();
}

EmbeddingTable::EmbeddingTable(Vocabulary vocabulary, TableRows rows, math::Vector lengths,
                               TableSource source)
    : m_vocabulary(std::move(vocabulary)),
      m_rows(std::move(rows)),
      m_lengths(std::move(lengths)),
      m_source(std::move(source)) {
  requireWhole();
}

void EmbeddingTable::setColumns(std::vector<Column> columns) {
  assert(std::ranges::all_of(
      columns, [this](const Column& one) { return one.rows() == static_cast<std::size_t>(size()); }));
  m_columns = std::move(columns);
}

EmbeddingTable EmbeddingTable::part(std::span<const std::size_t> chosen) const {
  math::RowMatrix own(static_cast<math::Index>(chosen.size()), dims());
  WordList words;
  math::Index next = 0;
  for (const std::size_t row : chosen) {
    own.row(next++) = rows().row(static_cast<math::Index>(row));
    words.push_back(m_vocabulary.words()[row]);
  }
  EmbeddingTable some(Vocabulary(std::move(words)), TableRows(std::move(own)), m_source);
  std::vector<Column> columns;
  for (const Column& column : m_columns) columns.push_back(column.part(chosen));
  some.setColumns(std::move(columns));
  return some;
}

void EmbeddingTable::requireWhole() const {
  assert(size() == m_vocabulary.size() && size() == m_lengths.size() && dims() >= 1);
  assert(m_lengths.allFinite());  // as it is only for finite rows
}

}  // namespace es::model
