#pragma once

#include <string_view>

#include "base/progress.h"
#include "model/table/embedding_table.h"
#include "model/table/table_input.h"

namespace es::model {

/// The options of TableOptions that mean something for a format; `words` and `encoding` do for all.
struct TakenOptions {
  bool text = false, vector = false, metadata = false, tensor = false;
};

/// What the program knows of a format that tables come in; each stands in the format's own file.
struct TableFormatEntry {
  std::string_view name;
  /// Whether a file begins like this format. The registry asks in its order: formats before this one have
  /// said no.
  bool (*recognises)(const TableSample& sample);
  /// Reads all of it. Throws es::Error as readTable says.
  EmbeddingTable (*read)(const TableInput& input, const base::Progress& progress);
  TakenOptions takes;
};

/// One of the registered formats, by value.
class TableFormat {
 public:
  explicit TableFormat(const TableFormatEntry& entry) : m_entry(&entry) {}

  [[nodiscard]] std::string_view name() const { return m_entry->name; }
  [[nodiscard]] const TableFormatEntry& entry() const { return *m_entry; }
  bool operator==(const TableFormat&) const = default;

 private:
  const TableFormatEntry* m_entry;
};

}  // namespace es::model
