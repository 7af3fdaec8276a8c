#pragma once

#include "app/export/export_table.h"
#include "base/atomic_file.h"

namespace es::app {

/// The numbers that `export` asks for. Throws es::Error when there are none, or the path's ending is no
/// format's.
ExportTable exportTableFor(const DocumentState& state, const ExportCommand& command);

/// Writes them, whole or not at all; on any thread. Throws es::Error.
ExportAnswer writeExport(const ExportTable& exported, const std::string& path, base::Writing writing);

}  // namespace es::app
