#include "model/table/formats/row_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/display_text.h"
#include "base/error.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/table/formats/delimited_rows.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> kVectorRoles{
    "embeddings", "embedding", "tensors", "tensor", "vectors", "vector", "vecs", "vec", "values", "emb"};
constexpr std::array<std::string_view, 10> kTextRoles{
    "metadata", "meta", "labels", "label", "words", "word", "vocab", "vocabulary", "tokens", "index_to_key"};

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// `name` with the role's word replaced by another's; empty where it has none.
std::string replaced(const std::string& name, std::string_view role, std::string_view other) {
  const std::size_t at = name.rfind(role);
  return at == std::string::npos ? ""
                                 : name.substr(0, at) + std::string(other) + name.substr(at + role.size());
}

std::size_t wordColumn(const std::vector<RawColumn>& columns, const TableOptions& options,
                       const fs::path& path) {
  if (options.text && !isFile(*options.text)) {
    const auto named = std::ranges::find(columns, *options.text, &RawColumn::name);
    if (named != columns.end()) return static_cast<std::size_t>(named - columns.begin());
    throw base::fileError(path.string(),
                          {"line 1", "a column " + base::inQuotes(*options.text) + " for --text", "none"});
  }
  static constexpr std::array<std::string_view, 8> kNames{"word",  "Word", "token", "label",
                                                          "Label", "text", "name",  "Name"};
  for (const std::string_view wanted : kNames) {
    const auto named = std::ranges::find(columns, wanted, &RawColumn::name);
    if (named != columns.end()) return static_cast<std::size_t>(named - columns.begin());
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    double number = 0;
    const WordList& cells = columns[i].cells;
    for (std::size_t row = 0; row < std::min<std::size_t>(cells.size(), 100); ++row)
      if (!parseDouble(cells[row], number) && !isMissingCell(cells[row])) return i;
  }
  return 0;
}

bool recognisesNothing(const TableSample& /*sample*/) {
  return false;
}

/// The numbers of the rows, from 0 as programs count them.
WordList numberedRows(std::size_t rows) {
  WordList words;
  words.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) words.push_back(fmt::to_string(row));
  return words;
}

[[noreturn]] void refuseCounts(const fs::path& path, std::size_t rows, std::size_t found) {
  std::string hint;
  if (found + 1 == rows) hint = "; is its first line a row that was taken for a header, or is one missing?";
  if (found == rows + 1) hint = "; is its first line a header?";
  throw base::fileError(path.string(), {"", base::groupedText(rows) + " rows, one for each vector",
                                        base::groupedText(found) + hint});
}

/// As many rows as there are vectors; with a header that was told wrongly the other way round.
TableParts readCells(const TableInput& input, DelimitedLayout& layout, std::size_t rows,
                     const base::Progress& progress) {
  TableParts parts = readDelimited(input, layout, true, progress);
  const auto counted = [&parts] { return parts.words.size(); };
  if (counted() == rows) return parts;
  const std::size_t found = counted();
  if (found + 1 == rows && layout.hasHeader && !layout.headerIsSure) {  // every line is a row
    --layout.skippedLines;
    layout.hasHeader = false;
    for (std::size_t i = 0; i < layout.names.size(); ++i) layout.names[i] = fmt::format("column {}", i + 1);
    return readDelimited(input, layout, true, progress);
  }
  if (found == rows + 1 && !layout.hasHeader) {
    layout.hasHeader = true;
    ++layout.skippedLines;
    return readDelimited(input, layout, true, progress);
  }
  refuseCounts(input.path(), rows, found);
}

}  // namespace

RowTexts readRowTexts(const fs::path& path, std::size_t rows, const TableOptions& options,
                      const base::Progress& progress) {
  TableOptions plain;
  plain.encoding = options.encoding;
  const TableInput input(path, plain, recognisesNothing);
  const Beginning beginning = beginningOf(input);
  DelimitedLayout layout = findCellLayout(beginning.text, beginning.isWhole);
  TableParts parts = readCells(input, layout, rows, progress);
  RowTexts texts;
  texts.columns = std::move(parts.columns);
  const std::size_t at = wordColumn(texts.columns, options, path);
  texts.words = std::move(texts.columns[at].cells);
  texts.columns.erase(texts.columns.begin() + static_cast<std::ptrdiff_t>(at));
  texts.notes.push_back("words from " + base::displayText(path.string()) +
                        (layout.hasHeader ? ", line 1 is a header" : ""));
  return texts;
}

bool isNamedMetadata(const fs::path& path) {
  const std::string stem = path.stem().string();
  return stem.find("meta") != std::string::npos || stem.find("label") != std::string::npos;
}

fs::path partnerOf(const fs::path& path, bool wantsVectors) {
  const auto& mine = wantsVectors ? kTextRoles : kVectorRoles;
  const auto& others = wantsVectors ? kVectorRoles : kTextRoles;
  const std::string stem = path.stem().string();
  static constexpr std::array<std::string_view, 3> kEndings{".tsv", ".txt", ".csv"};
  std::vector<std::string> endings{path.extension().string()};
  for (const std::string_view ending : kEndings)
    if (ending != endings.front()) endings.emplace_back(ending);
  if (wantsVectors) endings.insert(endings.end(), {".npy", ".bytes"});
  const auto tried = [&](const std::string& name) -> fs::path {
    for (const std::string& ending : endings)
      if (const fs::path one = path.parent_path() / (name + ending); one != path && isFile(one)) return one;
    return {};
  };
  for (const std::string_view role : mine) {
    for (const std::string_view other : others) {
      const std::string name = replaced(stem, role, other);
      if (const fs::path found = name.empty() ? fs::path() : tried(name); !found.empty()) return found;
    }
  }
  for (const std::string_view other : others)
    for (const std::string& name :
         {stem + "_" + std::string(other), stem + "-" + std::string(other), stem + "." + std::string(other)})
      if (const fs::path found = tried(name); !found.empty()) return found;
  if (!wantsVectors) {
    for (const std::string_view other : {"metadata", "labels", "words", "vocab"})
      if (const fs::path found = tried(std::string(other)); !found.empty()) return found;
    endings = {".txt", ".tsv", ".csv", ".vocab", ".words"};
    if (path.extension() == ".npy" || path.extension() == ".npz" || path.extension() == ".bytes" ||
        path.extension() == ".safetensors")
      return tried(stem);
  }
  return {};
}

RowTexts findRowTexts(const TableInput& input, std::size_t rows, const base::Progress& progress) {
  const TableOptions& options = input.options();
  if (options.metadata) return readRowTexts(*options.metadata, rows, options, progress);
  if (options.text && isFile(*options.text)) return readRowTexts(*options.text, rows, options, progress);
  const fs::path beside = partnerOf(input.path(), false);
  if (!beside.empty()) {
    try {
      return readRowTexts(beside, rows, options, progress);
    } catch (const Error& error) {
      return {
          numberedRows(rows),
          {},
          {std::string("rows are named by their numbers: the file beside does not fit: ") + error.what()}};
    }
  }
  return {numberedRows(rows),
          {},
          {"rows are named by their numbers, as no file beside has words: --text FILE names one"}};
}

void takeRowTexts(RowTexts texts, TableParts& parts, TableSource& source) {
  parts.words = std::move(texts.words);
  for (RawColumn& column : texts.columns) parts.columns.push_back(std::move(column));
  parts.repeats = TableParts::Repeats::Number;
  source.warnings.insert(source.warnings.end(), texts.notes.begin(), texts.notes.end());
}

}  // namespace es::model
