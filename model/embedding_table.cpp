#include "model/embedding_table.h"

#include <cassert>
#include <utility>

namespace es::model {

EmbeddingTable::EmbeddingTable(Vocabulary vocabulary, math::RowMatrix rows, TableSource source)
    : m_vocabulary(std::move(vocabulary)),
      m_rows(std::move(rows)),
      m_lengths(math::rowLengths(m_rows)),
      m_source(std::move(source)) {
  assert(m_rows.rows() == m_vocabulary.size() && m_rows.cols() >= 1);
  assert(m_rows.allFinite());
}

}  // namespace es::model
