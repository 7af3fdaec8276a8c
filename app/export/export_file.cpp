#include "app/export/export_file.h"

#include <utility>
#include <vector>

#include "base/error.h"
#include "model/table/table_writer.h"

namespace es::app {
namespace {

/// The rows that a filter keeps, as a table of their own.
model::EmbeddingTable keptPart(const model::EmbeddingTable& table, const RowFilter& filter) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < filter.rows.keeps.size(); ++row)
    if (filter.rows.keeps[row] != 0) rows.push_back(row);
  return table.part(rows);
}

std::function<ExportAnswer()> vectorWork(const DocumentState& state, const std::string& path,
                                         base::Writing writing, bool onlyKept) {
  if (!state.space) throw Error("no table is open; open one first, like: open default");
  if (!model::vectorFormatOf(path))
    throw Error(path + ": vectors are written to a file that ends in " + std::string(model::vectorEndings()));
  const auto filter = onlyKept ? state.filter : nullptr;
  if (onlyKept && !filter) throw Error("--where: no condition is in force; try: where year > 1990");
  if (filter && filter->rows.count == 0)
    throw Error("--where: the condition in force leaves no word to write");
  return [table = state.space->table, filter, path, writing] {
    table->requireIntact();
    const auto rows = static_cast<std::uint64_t>(filter ? filter->rows.count : table->size());
    if (filter) {
      model::writeTable(keptPart(*table, *filter), path, writing);
    } else {
      model::writeTable(*table, path, writing);
    }
    return ExportAnswer{path, std::string(exportName(ExportKind::Vectors)), rows};
  };
}

}  // namespace

std::function<ExportAnswer()> exportWork(const DocumentState& state, const ExportCommand& command,
                                         base::Writing writing) {
  if (command.what == ExportKind::Vectors) return vectorWork(state, command.path, writing, command.where);
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
