#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/table/embedding_table.h"
#include "model/table/formats/table_format.h"

namespace es::model {

inline std::string_view formatName(TableFormat format) {
  return format.name();
}
[[nodiscard]] std::optional<TableFormat> formatFromName(std::string_view name);
[[nodiscard]] std::vector<std::string_view> formatNames();

/// Told by content, never by the extension. Throws es::Error for what cannot be a table: missing, unreadable,
/// empty, a folder without one, a device or pipe (never opened for reading, so no hang), or content of no
/// known format, which is named for what it is.
[[nodiscard]] TableFormat detectFormat(const std::filesystem::path& path);

/// Reads a whole table, or as much of it as `options` ask for; packed ones too. Throws es::Error with one
/// line: file, line or byte, what was expected, what was found. Nothing is allocated by a number in the file
/// that the file's size has not confirmed. Rows that are skipped and duplicates that are dropped are counted
/// in source().warnings. `progress` may cancel.
EmbeddingTable readTable(const std::filesystem::path& path, std::optional<TableFormat> format,
                         const base::Progress& progress, const TableOptions& options = {});

}  // namespace es::model
