#include "app/export/export_file.h"

#include "base/error.h"

namespace es::app {

ExportTable exportTableFor(const DocumentState& state, const ExportCommand& command) {
  if (!sheetFormatOf(command.path))
    throw Error(command.path + ": numbers are written to a file that ends in .csv, .tsv or .json");
  return exportTableOf(state, command.what);
}

ExportAnswer writeExport(const ExportTable& sheet, const std::string& path, base::Writing writing) {
  base::writeFileAtomically(path, exportText(sheet, sheetFormatOf(path).value()), writing);
  return {path, sheet.what, sheet.rowCount};
}

}  // namespace es::app
