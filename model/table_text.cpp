#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "model/file_error.h"
#include "model/line_reader.h"
#include "model/table_finish.h"
#include "model/table_formats.h"
#include "model/text_row.h"

namespace es::model {
namespace {

using math::Index;

constexpr std::size_t kLargestNumberBytes = 64;  // of one number with its separator, generously

/// No line of a table with `dims` dimensions is longer.
std::size_t lineCap(std::size_t dims) {
  return kLargestWordBytes + kLargestNumberBytes * dims;
}

/// How many numbers end the lines at the beginning of the file: lines seen for each count.
std::map<std::size_t, std::size_t> countNumbers(const InputFile& file, bool hasCountLine) {
  constexpr int kLines = 200;
  LineReader lines(file, math::ignoreProgress());
  if (hasCountLine) lines.next(lineCap(kLargestDims));
  std::map<std::size_t, std::size_t> linesOf;
  for (int seen = 0; seen < kLines; ++seen) {
    const auto line = lines.next(lineCap(kLargestDims));
    if (!line) break;
    if (const std::size_t count = countTrailingNumbers(*line); count > 0) ++linesOf[count];
  }
  return linesOf;
}

/// The count that most lines have. A word that ends in a number makes its line one longer, a cut makes it
/// shorter: neither is common. Among equally common counts the larger, because a file of few lines may end in
/// a cut one.
std::size_t commonCount(const std::map<std::size_t, std::size_t>& linesOf) {
  const auto isRarer = [](const auto& a, const auto& b) { return a.second <= b.second; };
  const auto best = std::max_element(linesOf.begin(), linesOf.end(), isRarer);
  return best == linesOf.end() ? 0 : best->first;
}

Error wrongDims(const InputFile& file, const std::string& found) {
  return fileError(file.path(), {"line 1", "1 to " + grouped(kLargestDims) + " dimensions", found});
}

std::size_t dimsOfGlove(const InputFile& file) {
  const std::size_t dims = commonCount(countNumbers(file, false));
  if (dims > kLargestDims) throw wrongDims(file, grouped(dims) + " numbers");
  return std::max<std::size_t>(dims, 1);  // without any number every row is refused, the first by its line
}

/// The dimensions that the count line says, which the rows must not contradict: with too small a count the
/// first numbers would silently become part of the words.
std::size_t dimsOfWord2vec(const InputFile& file, const CountLine& counts) {
  const auto dims = parsePositive(counts.dims, kLargestDims);
  if (!dims) throw wrongDims(file, inQuotes(counts.dims));
  const auto linesOf = countNumbers(file, true);
  const std::size_t common = commonCount(linesOf);
  if (common > *dims && !linesOf.contains(*dims) && linesOf.at(common) > 1) {
    throw fileError(file.path(),
                    {"line 1", "the " + grouped(common) + " dimensions that the rows have", grouped(*dims)});
  }
  return *dims;
}

/// Reads the rows of a text table, whose number is known only at the end.
class RowCollector {
 public:
  explicit RowCollector(std::size_t dims) : m_dims(dims) { m_parts.rows.resize(0, static_cast<Index>(dims)); }

  void add(std::string_view line, std::uint64_t number) {
    reserveRow();
    const auto at = static_cast<Index>(m_parts.words.size());
    const TextRow row = parseTextRow(line, std::span(&m_parts.rows(at, 0), m_dims));
    if (row.fault == RowFault::None) {
      m_parts.words.emplace_back(row.word);
    } else {
      skip(row, "line " + grouped(number));
    }
  }

  TableParts take() && {
    m_parts.rows.conservativeResize(static_cast<Index>(m_parts.words.size()), Eigen::NoChange);
    return std::move(m_parts);
  }

 private:
  /// Room for one more row. Grows with the rows that are there, not with what a count line promises.
  void reserveRow() {
    constexpr std::size_t kFirstBytes = std::size_t{1} << 20;
    const auto rows = static_cast<std::size_t>(m_parts.rows.rows());
    if (m_parts.words.size() < rows) return;
    const std::size_t first = std::max<std::size_t>(kFirstBytes / (m_dims * sizeof(float)), 1);
    m_parts.rows.conservativeResize(static_cast<Index>(std::max(first, rows + rows / 2 + 1)),
                                    Eigen::NoChange);
  }

  void skip(const TextRow& row, const std::string& place) {
    const std::string numbers = grouped(m_dims) + (m_dims == 1 ? " number" : " numbers");
    SkipLog& skips = m_parts.skips;
    if (row.fault == RowFault::NoWord)
      skips.add("without a word", place, "a word before the numbers", "none");
    if (row.fault == RowFault::TooFewNumbers) {
      skips.add("with too few numbers", place, numbers + " after the word", grouped(row.numbersSeen));
    }
    if (row.fault == RowFault::NotANumber) {
      const bool hasComma = row.offender.find(',') != std::string_view::npos;
      skips.add("with a field that is no number", place,
                "a number" + std::string(hasComma ? " with a decimal point" : ""), inQuotes(row.offender));
    }
    if (row.fault == RowFault::NotFinite) {
      skips.add("with a value that is not finite", place, "finite numbers", inQuotes(row.offender));
    }
  }

  std::size_t m_dims;
  TableParts m_parts;
};

/// A file of numbers alone, such as the vectors of a TSV pair, would lose its first column to the words.
void refuseWithoutWords(const InputFile& file, const TableParts& parts) {
  const auto isDecimal = [](const std::string& word) {
    return word.find('.') != std::string::npos &&
           word.find_first_not_of("0123456789+-.eE") == std::string::npos &&
           word.find_first_of("0123456789") != std::string::npos;
  };
  if (parts.words.size() < 2 || !std::ranges::all_of(parts.words, isDecimal)) return;
  throw fileError(file.path(), {"line 1", "a word before the numbers",
                                inQuotes(parts.words.front()) + "; every line holds numbers alone"});
}

TableParts readRows(const InputFile& file, std::size_t dims, bool hasCountLine,
                    const math::Progress& progress) {
  LineReader lines(file, progress);
  if (hasCountLine) lines.next(lineCap(dims));
  RowCollector collector(dims);
  while (const auto line = lines.next(lineCap(dims))) {
    if (!isBlank(*line)) collector.add(*line, lines.number());
  }
  TableParts parts = std::move(collector).take();
  refuseWithoutWords(file, parts);
  return parts;
}

}  // namespace

EmbeddingTable readGloveText(const InputFile& file, const math::Progress& progress) {
  TableParts parts = readRows(file, dimsOfGlove(file), false, progress);
  return finishTable(std::move(parts), sourceOf(file, formatName(TableFormat::GloveText)));
}

EmbeddingTable readWord2vecText(const InputFile& file, const math::Progress& progress) {
  LineReader lines(file, math::ignoreProgress());
  const std::string first(lines.next(lineCap(kLargestDims)).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts)
    throw fileError(file.path(), {"line 1", "two whole numbers, rows and dimensions", inQuotes(first)});
  const std::size_t dims = dimsOfWord2vec(file, *counts);
  TableParts parts = readRows(file, dims, true, progress);
  TableSource source = sourceOf(file, formatName(TableFormat::Word2vecText));
  const auto claimed = parsePositive(counts->rows, std::numeric_limits<std::size_t>::max());
  if (claimed != parts.words.size()) {
    source.warnings.push_back("line 1 says " + displayText(counts->rows) + " rows, the file has " +
                              grouped(parts.words.size()) + " good ones");
  }
  return finishTable(std::move(parts), std::move(source));
}

}  // namespace es::model
