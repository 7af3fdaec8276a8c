#include "model/table/formats/table_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/file_error.h"
#include "base/progress.h"
#include "model/table/formats/other_files.h"
#include "model/table/formats/table_formats.h"

namespace es::model {
namespace {

bool anyRecognises(const TableSample& sample) {
  return std::ranges::any_of(kTableFormats, [&](const auto* entry) { return entry->recognises(sample); });
}

TableInput inputAt(const std::filesystem::path& path, const TableOptions& options) {
  std::error_code ignored;
  return TableInput(std::filesystem::is_directory(path, ignored) ? tableOfFolder(path) : path, options,
                    anyRecognises);
}

/// The Projector's configuration beside raw numbers, which say nothing of themselves.
std::filesystem::path configurationOf(const std::filesystem::path& path) {
  std::error_code ignored;
  const std::filesystem::path config = path.parent_path() / "projector_config.json";
  return path.extension() == ".bytes" && std::filesystem::is_regular_file(config, ignored) ? config : path;
}

TableFormat detectFormat(const TableInput& input) {
  const TableSample sample = input.sample();
  const auto refuse = [&input](std::string found) {
    return base::fileError(input.path(), {"", "a table of vectors", std::move(found)});
  };
  if (std::string what = whatElseItIs(sample); !what.empty()) throw refuse(std::move(what));
  for (const TableFormatEntry* entry : kTableFormats)
    if (entry->recognises(sample)) return TableFormat(*entry);
  throw refuse("content of another kind: " + base::inQuotes(sample.text.substr(0, sample.text.find('\n'))));
}

/// An option that would change nothing is a mistake about the file.
void refuseOptions(const TableInput& input, const TableFormatEntry& format) {
  const TableOptions& given = input.options();
  const auto refuse = [&](bool isGiven, bool isTaken, std::string_view option, std::string_view meaning) {
    if (!isGiven || isTaken) return;
    throw base::fileError(input.path(), {std::string(option), std::string(meaning),
                                         "a file of the format " + std::string(format.name)});
  };
  refuse(given.tensor.has_value(), format.takes.tensor, "--tensor",
         "a file that can hold several matrices (safetensors, npz, a Projector's configuration)");
  refuse(given.vector.has_value(), format.takes.vector, "--vector",
         "a file with columns (CSV, TSV, JSON Lines)");
  refuse(given.text.has_value(), format.takes.text, "--text", "a file with columns, or one without words");
  refuse(given.metadata.has_value(), format.takes.metadata, "--metadata",
         "a text table, or one without words");
}

}  // namespace

std::optional<TableFormat> formatFromName(std::string_view name) {
  const auto found = std::ranges::find(kTableFormats, name, [](const auto* entry) { return entry->name; });
  return found == kTableFormats.end() ? std::nullopt : std::optional(TableFormat(**found));
}

std::vector<std::string_view> formatNames() {
  std::vector<std::string_view> names;
  for (const TableFormatEntry* entry : kTableFormats) names.push_back(entry->name);
  return names;
}

TableFormat detectFormat(const std::filesystem::path& path) {
  return detectFormat(inputAt(path, {}));
}

EmbeddingTable readTable(const std::filesystem::path& path, std::optional<TableFormat> format,
                         const base::Progress& progress, const TableOptions& options) {
  const std::filesystem::path config = format ? path : configurationOf(path);
  if (config != path) {
    TableOptions raw = options;
    raw.tensor = path.filename().string();
    return readTable(config, std::nullopt, progress, raw);
  }
  const TableInput input = inputAt(path, options);
  const TableFormatEntry& entry = (format ? *format : detectFormat(input)).entry();
  refuseOptions(input, entry);
  return entry.read(input, progress);
}

}  // namespace es::model
