#include "model/table/formats/text_rows.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "model/files/line_blocks.h"

namespace es::model {
namespace {

using math::Index;

static_assert(LineBlocks::kBlockBytes > longestLine(kLargestDims), "a block without a line end is refused");

void noteFault(SkipLog& skips, const TextRow& row, std::size_t dims, std::uint64_t line) {
  const Place place{"line", line};
  const std::string numbers = base::groupedText(dims) + (dims == 1 ? " number" : " numbers");
  if (row.fault == RowFault::NoWord) skips.add("without a word", place, "a word before the numbers", "none");
  if (row.fault == RowFault::TooFewNumbers)
    skips.add("with too few numbers", place, numbers + " after the word", base::groupedText(row.numbersSeen));
  if (row.fault == RowFault::NotANumber) {
    const bool hasComma = row.offender.find(',') != std::string_view::npos;
    skips.add("with a field that is no number", place,
              "a number" + std::string(hasComma ? " with a decimal point" : ""),
              base::inQuotes(row.offender));
  }
  if (row.fault == RowFault::FieldCount)
    skips.add("with another number of fields", place, "as many as the first rows have",
              base::groupedText(row.numbersSeen));
  if (row.fault == RowFault::NotAnObject)
    skips.add("that are no object of JSON", place, "an object with a vector", base::inQuotes(row.offender));
  if (row.fault == RowFault::NotFinite)
    skips.add("with a value that is not finite", place, "finite numbers", base::inQuotes(row.offender));
}

/// The rows of one piece of the text, read by one thread. Kept from block to block for its memory.
class PieceRows {
 public:
  explicit PieceRows(const TextLayout& layout)
      : m_layout(layout), m_dims(layout.dims), m_columns(layout.columns.size()) {
    m_cells.values.resize(m_columns.size());
  }

  void read(std::string_view text, std::size_t skippedLines) {
    restart(text.size());
    while (!text.empty() && !m_longLine && !m_openQuote) {
      const std::size_t end = lineEnd(text, m_layout.hasQuotes);
      const std::string_view line = text.substr(0, end);
      readLine(line, m_lines < skippedLines);
      if (m_layout.hasQuotes) m_lines += static_cast<std::uint64_t>(std::ranges::count(line, '\n'));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  [[nodiscard]] const WordList& words() const { return m_words; }
  [[nodiscard]] std::span<const float> numbers() const { return {m_numbers.get(), m_words.size() * m_dims}; }
  [[nodiscard]] const SkipLog& skips() const {
    return m_skips;
  }  // lines counted from the beginning of the piece
  [[nodiscard]] std::uint64_t lines() const { return m_lines; }
  [[nodiscard]] std::optional<std::uint64_t> longLine() const {
    return m_longLine;
  }  // at which reading stopped
  [[nodiscard]] std::optional<std::uint64_t> openQuote() const { return m_openQuote; }  // likewise
  [[nodiscard]] const std::vector<WordList>& columns() const { return m_columns; }

 private:
  void restart(std::size_t textBytes) {
    m_words.clear();
    m_skips = {};
    m_lines = 0;
    m_longLine.reset();
    m_openQuote.reset();
    for (WordList& column : m_columns) column.clear();
    // A row takes at least two bytes for every number, a digit and what follows it; its word may be in
    // another file. One place more, for a line that may turn out to be none, and one for a last line without
    // an end.
    const std::size_t needed = (textBytes / std::max<std::size_t>(2 * m_dims, 1) + 2) * m_dims;
    if (needed <= m_capacity) return;
    m_numbers = std::make_unique_for_overwrite<float[]>(needed);
    m_capacity = needed;
  }

  void readLine(std::string_view line, bool skip) {
    ++m_lines;
    if (line.size() > longestLine(m_dims)) m_longLine = m_lines;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (m_longLine || skip || isBlank(line)) return;
    const std::span numbers(m_numbers.get() + m_words.size() * m_dims, m_dims);
    const TextRow row =
        m_layout.parser ? m_layout.parser->parse(line, numbers, m_cells) : parseTextRow(line, numbers);
    if (row.fault == RowFault::None) {
      m_words.push_back(row.word);
      for (std::size_t i = 0; i < m_columns.size(); ++i) m_columns[i].push_back(m_cells.values[i]);
    } else if (row.fault == RowFault::OpenQuote) {
      m_openQuote = m_lines;
    } else if (!line.starts_with('#')) {  // a comment
      noteFault(m_skips, row, m_dims, m_lines);
    }
  }

  const TextLayout& m_layout;
  std::size_t m_dims;
  WordList m_words;
  std::vector<WordList> m_columns;
  RowCells m_cells;
  std::unique_ptr<float[]> m_numbers;
  std::size_t m_capacity = 0;  // of numbers
  SkipLog m_skips;
  std::uint64_t m_lines = 0;
  std::optional<std::uint64_t> m_longLine, m_openQuote;
};

/// Puts the pieces' rows one behind the other.
class RowCollector {
 public:
  RowCollector(const TableInput& input, const TextLayout& layout) : m_input(input), m_dims(layout.dims) {
    m_rows.resize(0, static_cast<Index>(m_dims));
    for (const std::string& name : layout.columns) m_columns.push_back({name, {}});
  }

  [[nodiscard]] bool begun() const { return m_lines > 0; }
  [[nodiscard]] std::size_t rows() const { return m_words.size(); }

  void add(std::span<const PieceRows> pieces) {
    const std::size_t before = m_words.size();
    std::vector<std::size_t> firstRows;
    for (const PieceRows& piece : pieces) {
      firstRows.push_back(m_words.size());
      m_words.append(piece.words());
      for (std::size_t i = 0; i < m_columns.size(); ++i) m_columns[i].cells.append(piece.columns()[i]);
      m_skips.append(piece.skips(), m_lines);
      if (piece.longLine()) refuseLine(m_lines + *piece.longLine());
      if (piece.openQuote()) {
        throw base::fileError(m_input.path(), {"line " + base::groupedText(m_lines + *piece.openQuote()),
                                               "a second '\"' for every one", "a quote without end"});
      }
      m_lines += piece.lines();
    }
    if (m_words.size() == before) return;
    reserveRows(m_words.size());
    base::inParallel(static_cast<Index>(pieces.size()), [&](Index i) {
      const auto at = static_cast<std::size_t>(i);
      std::ranges::copy(pieces[at].numbers(), m_rows.data() + firstRows[at] * m_dims);
    });
  }

  TableParts take() && {
    m_rows.conservativeResize(static_cast<Index>(m_words.size()), Eigen::NoChange);
    return {.words = std::move(m_words),
            .rows = std::move(m_rows),
            .skips = std::move(m_skips),
            .columns = std::move(m_columns)};
  }

 private:
  /// Grows with the rows that are there, not with what a count line promises.
  void reserveRows(std::size_t needed) {
    const auto rows = static_cast<std::size_t>(m_rows.rows());
    if (needed > rows)
      m_rows.conservativeResize(static_cast<Index>(std::max(needed, rows + rows / 2)), Eigen::NoChange);
  }

  [[noreturn]] void refuseLine(std::uint64_t line) const {
    throw base::fileError(
        m_input.path(),
        {"line " + base::groupedText(line),
         "at most " + base::groupedText(longestLine(m_dims)) + " bytes a line", "no line end within them"});
  }

  const TableInput& m_input;
  std::size_t m_dims;
  std::vector<RawColumn> m_columns;
  WordList m_words;
  math::RowMatrix m_rows;
  SkipLog m_skips;
  std::uint64_t m_lines = 0;
};

}  // namespace

TableParts readTextRows(const TableInput& input, const TextLayout& layout, const base::Progress& progress) {
  LineBlocks blocks(input, progress, layout.hasQuotes);
  RowCollector collector(input, layout);
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  const std::size_t wanted = layout.hasTextsBeside ? kAll : input.options().words.value_or(kAll);
  std::vector<PieceRows> rows;
  while (collector.rows() < wanted) {
    const auto pieces = blocks.next();
    if (pieces.empty()) break;
    while (rows.size() < pieces.size()) rows.emplace_back(layout);
    const std::size_t skipped = collector.begun() ? 0 : layout.skippedLines;
    base::inParallel(std::ssize(pieces), [&](Index i) {
      const auto at = static_cast<std::size_t>(i);
      rows[at].read(pieces[at], i == 0 ? skipped : 0);
    });
    collector.add(std::span(rows).first(pieces.size()));
  }
  return std::move(collector).take();
}

}  // namespace es::model
