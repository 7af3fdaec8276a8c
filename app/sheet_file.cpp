#include "app/sheet_file.h"

#include "math/error.h"
#include "model/atomic_file.h"

namespace es::app {

Sheet sheetFor(const DocumentState& state, const ExportCommand& command) {
  if (!sheetFormatOf(command.path))
    throw Error(command.path + ": numbers are written to a file that ends in .csv, .tsv or .json");
  return sheetOf(state, command.what);
}

ExportAnswer writeSheet(const Sheet& sheet, const std::string& path) {
  model::writeFileAtomically(path, sheetText(sheet, sheetFormatOf(path).value()));
  return {path, sheet.what, sheet.rowCount};
}

}  // namespace es::app
