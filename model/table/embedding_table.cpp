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

void EmbeddingTable::requireWhole() const {
  assert(size() == m_vocabulary.size() && size() == m_lengths.size() && dims() >= 1);
  assert(m_lengths.allFinite());  // as it is only for finite rows
}

}  // namespace es::model
