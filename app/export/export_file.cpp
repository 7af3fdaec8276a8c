#include "app/export/export_file.h"

#include "base/error.h"

namespace es::app {

ExportTable exportTableFor(const DocumentState& state, const ExportCommand& command) {
  const auto format = exportFormatOf(command.path);
  if (format == ExportFormat::Npy && command.what != ExportKind::States)
    throw Error(command.path + ": only states are written as .npy; try .csv, .tsv or .json");
  if (!format)
    throw Error(command.path +
                ": numbers are written to a file that ends in .csv, .tsv or .json (states: or .npy)");
  return exportTableOf(state, command.what);
}

ExportAnswer writeExport(const ExportTable& exported, const std::string& path, base::Writing writing) {
  base::writeFileAtomically(path, exportText(exported, exportFormatOf(path).value()), writing);
  return {path, exported.what, exported.rowCount};
}

}  // namespace es::app
