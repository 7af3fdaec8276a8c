#pragma once

#include <memory>
#include <string>
#include <vector>

#include "math/neighbors.h"
#include "math/types.h"
#include "model/vocabulary.h"

namespace es::model {

/// Where a table came from, for the status line and `info`.
struct TableSource {
  std::string path;    // as opened; empty for tables made in memory
  std::string name;    // file name without folder and extension, or the file's own title
  std::string format;  // "safetensors", "glove-text", "word2vec-text", "word2vec-binary"
  std::string note;    // source and licence, where the file carries them (safetensors metadata)
  std::vector<std::string> warnings;  // rows skipped, doubles dropped, header counts that disagree
};

/// A vocabulary with one vector a word. Immutable; shared as shared_ptr<const EmbeddingTable>.
class EmbeddingTable {
 public:
  /// rows: (vocabulary.size(), dims >= 1), all finite (asserted).
  EmbeddingTable(Vocabulary vocabulary, math::RowMatrix rows, TableSource source);

  const Vocabulary& vocabulary() const { return m_vocabulary; }
  const math::RowMatrix& rows() const { return m_rows; }     // (n, d)
  const math::Vector& lengths() const { return m_lengths; }  // (n)
  const TableSource& source() const { return m_source; }
  math::Index size() const { return m_rows.rows(); }
  math::Index dims() const { return m_rows.cols(); }
  math::Vector vector(math::Index row) const { return m_rows.row(row).transpose(); }  // (d)

 private:
  Vocabulary m_vocabulary;
  math::RowMatrix m_rows;
  math::Vector m_lengths;
  TableSource m_source;
};

}  // namespace es::model
