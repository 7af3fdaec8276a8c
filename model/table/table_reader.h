#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/progress.h"
#include "model/table/embedding_table.h"
#include "model/table/table_format.h"

namespace es::model {

inline std::string_view formatName(TableFormat format) {
  return format.name();
}
/// "safetensors" "glove-text" "word2vec-text" "word2vec-binary"
[[nodiscard]] std::optional<TableFormat> formatFromName(std::string_view name);

/// Told by content, never by the extension. Throws es::Error for what cannot be a table: missing, unreadable,
/// empty, a folder, a device or pipe (never opened for reading, so no hang), UTF-16, or content of no known
/// format.
[[nodiscard]] TableFormat detectFormat(const std::filesystem::path& path);

/// Reads a whole table. Throws es::Error with one line: file, line or byte, what was expected, what was
/// found. Nothing is allocated by a number in the file that the file's size has not confirmed. Rows that are
/// skipped and duplicates that are dropped are counted in source().warnings. `progress` may cancel.
EmbeddingTable readTable(const std::filesystem::path& path, std::optional<TableFormat> format,
                         const base::Progress& progress);

}  // namespace es::model
