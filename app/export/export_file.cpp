#include "app/export/export_file.h"

#include <utility>

#include "base/error.h"
#include "model/table/table_writer.h"

namespace es::app {
namespace {

std::function<ExportAnswer()> vectorWork(const DocumentState& state, const std::string& path,
                                         base::Writing writing) {
  if (!state.space) throw Error("no table is open; open one first, like: open default");
  if (!model::vectorFormatOf(path))
    throw Error(path + ": vectors are written to a file that ends in " + std::string(model::vectorEndings()));
  return [table = state.space->table, path, writing] {
    table->requireIntact();
    model::writeTable(*table, path, writing);
    return ExportAnswer{path, std::string(exportName(ExportKind::Vectors)),
                        static_cast<std::uint64_t>(table->size())};
  };
}

}  // namespace

std::function<ExportAnswer()> exportWork(const DocumentState& state, const ExportCommand& command,
                                         base::Writing writing) {
  if (command.what == ExportKind::Vectors) return vectorWork(state, command.path, writing);
  const auto format = exportFormatOf(command.path);
  if (format == ExportFormat::Npy && command.what != ExportKind::States)
    throw Error(command.path + ": only states and vectors are written as .npy; try .csv, .tsv or .json");
  if (!format)
    throw Error(command.path +
                ": numbers are written to a file that ends in .csv, .tsv or .json (states: or .npy)");
  return [exported = exportTableOf(state, command.what), format = *format, path = command.path, writing] {
    base::writeFileAtomically(path, exportText(exported, format), writing);
    return ExportAnswer{path, exported.what, exported.rowCount};
  };
}

}  // namespace es::app
