#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/table/word_list.h"

namespace es::model {

/// What the cells of a column are. Pictures and sounds are files that they name.
enum class ColumnKind : std::uint8_t { Text, Category, Number, Date, Picture, Sound };
std::string_view columnKindName(ColumnKind kind);  // "text", ...

/// Cells of which many are the same: each name once, the commonest first.
struct Categories {
  static constexpr std::uint32_t kMissing = std::numeric_limits<std::uint32_t>::max();

  WordList names;
  std::vector<std::uint32_t> codes;   // of each row, an index into `names` or kMissing
  std::vector<std::uint64_t> counts;  // of rows, by name
};

/// What a table says of its rows besides their words and vectors.
struct Column {
  std::string name;
  ColumnKind kind = ColumnKind::Text;
  /// Text, pictures and sounds: the cells, empty where they are missing. Numbers, and dates as seconds since
  /// 1970 (UTC): NaN where they are missing.
  std::variant<WordList, Categories, std::vector<double>> values;
  std::uint64_t missing = 0;  // rows

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] bool isMissing(std::size_t row) const;
  /// A cell for people; empty where it is missing.
  [[nodiscard]] std::string text(std::size_t row) const;
  /// The same of some rows, in this order.
  [[nodiscard]] Column part(std::span<const std::size_t> of) const;
};

/// The cells of a column as a file has them.
struct RawColumn {
  std::string name;
  WordList cells;
};

/// What stands for a value that is not there: nothing, NA, NaN, null and their kin.
bool isMissingCell(std::string_view cell);

/// The kind that fits every cell. Where nearly all are numbers and some are none the column is text, which is
/// said in `warnings`.
Column columnOf(RawColumn raw, std::vector<std::string>& warnings);

/// All of them, on all threads.
std::vector<Column> columnsOf(std::vector<RawColumn> raw, std::vector<std::string>& warnings);

/// Columns with the same name are numbered ("x", "x (2)"); those without one get "column 3".
void nameApart(std::vector<std::string>& names);

/// ISO 8601: 2024-03-01, 2024-03-01T10:00, 2024-03-01 10:00:30, with or without Z. Seconds since 1970;
/// nothing for all else.
bool parseDate(std::string_view text, double& secondsSince1970);
std::string dateText(double secondsSince1970);

}  // namespace es::model
