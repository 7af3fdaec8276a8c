#pragma once

#include <functional>

#include "app/export/export_table.h"
#include "base/atomic_file.h"

namespace es::app {

/// What `export` asks for, ready to be written, whole or not at all, on any thread; that throws es::Error. So
/// does this when there is nothing of the kind, or the path's ending is no format's.
std::function<ExportAnswer()> exportWork(const DocumentState& state, const ExportCommand& command,
                                         base::Writing writing);

}  // namespace es::app
