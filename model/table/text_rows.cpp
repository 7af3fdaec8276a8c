#include "model/table/text_rows.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "model/files/line_blocks.h"
#include "model/table/text_row.h"

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
  if (row.fault == RowFault::NotFinite)
    skips.add("with a value that is not finite", place, "finite numbers", base::inQuotes(row.offender));
}

/// The rows of one piece of the text, read by one thread. Kept from block to block for its memory.
class PieceRows {
 public:
  explicit PieceRows(std::size_t dims) : m_dims(dims) {}

  void read(std::string_view text, bool skipFirstLine) {
    restart(text.size());
    while (!text.empty() && !m_longLine) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      readLine(text.substr(0, end), skipFirstLine && m_lines == 0);
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

 private:
  void restart(std::size_t textBytes) {
    m_words.clear();
    m_skips = {};
    m_lines = 0;
    m_longLine.reset();
    // A row takes at least a character for its word, and two for every number. One place more, for a line
    // that may turn out to be none.
    const std::size_t needed = (textBytes / (2 * m_dims + 1) + 1) * m_dims;
    if (needed <= m_capacity) return;
    m_numbers = std::make_unique_for_overwrite<float[]>(needed);
    m_capacity = needed;
  }

  void readLine(std::string_view line, bool skip) {
    ++m_lines;
    if (line.size() > longestLine(m_dims)) m_longLine = m_lines;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (m_longLine || skip || isBlank(line)) return;
    const TextRow row = parseTextRow(line, {m_numbers.get() + m_words.size() * m_dims, m_dims});
    if (row.fault == RowFault::None) {
      m_words.push_back(row.word);
    } else {
      noteFault(m_skips, row, m_dims, m_lines);
    }
  }

  std::size_t m_dims;
  WordList m_words;
  std::unique_ptr<float[]> m_numbers;
  std::size_t m_capacity = 0;  // of numbers
  SkipLog m_skips;
  std::uint64_t m_lines = 0;
  std::optional<std::uint64_t> m_longLine;
};

/// Puts the pieces' rows one behind the other.
class RowCollector {
 public:
  RowCollector(const InputFile& file, std::size_t dims) : m_file(file), m_dims(dims) {
    m_rows.resize(0, static_cast<Index>(dims));
  }

  [[nodiscard]] bool begun() const { return m_lines > 0; }

  void add(std::span<const PieceRows> pieces) {
    const std::size_t before = m_words.size();
    std::vector<std::size_t> firstRows;
    for (const PieceRows& piece : pieces) {
      firstRows.push_back(m_words.size());
      m_words.append(piece.words());
      m_skips.append(piece.skips(), m_lines);
      if (piece.longLine()) refuseLine(m_lines + *piece.longLine());
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
    return {std::move(m_words), std::move(m_rows), std::move(m_skips)};
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
        m_file.path(),
        {"line " + base::groupedText(line),
         "at most " + base::groupedText(longestLine(m_dims)) + " bytes a line", "no line end within them"});
  }

  const InputFile& m_file;
  std::size_t m_dims;
  WordList m_words;
  math::RowMatrix m_rows;
  SkipLog m_skips;
  std::uint64_t m_lines = 0;
};

}  // namespace

TableParts readTextRows(const InputFile& file, const TextLayout& layout, const base::Progress& progress) {
  LineBlocks blocks(file, progress);
  RowCollector collector(file, layout.dims);
  std::vector<PieceRows> rows;
  for (auto pieces = blocks.next(); !pieces.empty(); pieces = blocks.next()) {
    while (rows.size() < pieces.size()) rows.emplace_back(layout.dims);
    const bool skipFirst = layout.hasCountLine && !collector.begun();
    base::inParallel(std::ssize(pieces), [&](Index i) {
      const auto at = static_cast<std::size_t>(i);
      rows[at].read(pieces[at], skipFirst && i == 0);
    });
    collector.add(std::span(rows).first(pieces.size()));
  }
  return std::move(collector).take();
}

}  // namespace es::model
