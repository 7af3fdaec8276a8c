#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/document/document.h"

namespace es::app {

/// Rows of numbers and words for other programs. Stands on its own: any thread may write it.
struct ExportTable {
  using Cell = std::variant<std::string, double, std::int64_t>;
  std::string what;                                        // "neighbors", ...
  std::vector<std::pair<std::string, std::string>> about;  // what the numbers are of: table, formula, ...
  std::vector<std::string> columns;
  std::size_t rowCount = 0;
  std::function<std::vector<Cell>(std::size_t)> row;  // a cell for each column

  /// The same numbers as one array, of States; empty `shape`: not one.
  struct Array {
    std::vector<std::size_t> shape;  // (paths, half-steps, dims)
    std::vector<float> values;       // the last index fastest
  } array;
};

/// The standing answer, the standing dot products, every word's place in the slice, the selected word's
/// vector, or the drawn paths' residual stream after every half-step, in all its dimensions. Numbers as in
/// the JSON answers. Throws es::Error when there is nothing of the kind, saying what makes it; and for
/// Picture.
ExportTable exportTableOf(const DocumentState& state, ExportKind what);

enum class ExportFormat : std::uint8_t { Csv, Tsv, Json, Npy };
/// By the path's ending; nothing for any other.
std::optional<ExportFormat> exportFormatOf(const std::string& path);

/// The whole file. CSV as in RFC 4180, TSV with the same quotes and lines that end in a newline only: a
/// header row, and what the numbers are of in columns at the end. JSON: one object, a row a line. Numbers
/// read back as the same; bytes that are no UTF-8 are made visible. NumPy's .npy, version 1.0: the array
/// alone, float32, which must be there (asserted).
std::string exportText(const ExportTable& exported, ExportFormat format);

/// The same as TSV, without the columns at the end: what is pasted into another program.
std::string clipboardText(const ExportTable& exported);

}  // namespace es::app
