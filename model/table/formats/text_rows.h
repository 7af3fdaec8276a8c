#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/table/table_finish.h"
#include "model/table/table_input.h"
#include "model/table/text_row.h"

namespace es::model {

/// The cells of a row beside its word and numbers, of which a parser makes views. What stands otherwise in
/// the file (a doubled quote) is kept in `texts` while the row is looked at.
struct RowCells {
  std::vector<std::string_view> values;  // one for each column
  std::deque<std::string> texts;         // grows as it is needed
};

/// How a line of a text format becomes a row. Called on all threads at once.
class RowParser {
 public:
  RowParser() = default;
  virtual ~RowParser() = default;
  RowParser(const RowParser&) = delete;
  RowParser& operator=(const RowParser&) = delete;

  /// Fills `numbers` (d) and `cells.values`, or says what is wrong with the line. The word lies in the line
  /// or in `cells.texts`.
  virtual TextRow parse(std::string_view line, std::span<float> numbers, RowCells& cells) const = 0;
};

/// What is known of a text table before its rows are read.
struct TextLayout {
  std::size_t dims = 0;                   // may be 0: words and columns alone
  std::size_t skippedLines = 0;           // at the beginning, that are no rows
  bool hasQuotes = false;                 // within which a line feed ends no line
  std::vector<std::string> columns = {};  // by name
  const RowParser* parser = nullptr;      // null: `word x1 … xd`
  bool hasTextsBeside = false;            // another file has a line for each row: all are read
};

/// No line of a table with `dims` dimensions is longer.
constexpr std::size_t longestLine(std::size_t dims) {
  constexpr std::size_t kLargestNumberBytes = 64;  // of one number with its separator, generously
  return kLargestWordBytes + kLargestNumberBytes * dims;
}

/// Reads the lines on all threads; what they give does not depend on how many there are. Blank lines are
/// passed over, and lines that begin with '#' and are no row; other lines that are no row are skipped and
/// noted by their number. Throws es::Error for a line beyond longestLine(dims), and for a quote without end.
TableParts readTextRows(const TableInput& input, const TextLayout& layout, const base::Progress& progress);

}  // namespace es::model
