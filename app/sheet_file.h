#pragma once

#include "app/document/sheet.h"

namespace es::app {

/// The numbers that `export` asks for. Throws es::Error when there are none, or the path's ending is no
/// format's.
Sheet sheetFor(const DocumentState& state, const ExportCommand& command);

/// Writes them, whole or not at all; on any thread. Throws es::Error.
ExportAnswer writeSheet(const Sheet& sheet, const std::string& path);

}  // namespace es::app
