#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "base/display_text.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/line_reader.h"
#include "model/table/table_finish.h"
#include "model/table/table_formats.h"
#include "model/table/text_row.h"
#include "model/table/text_rows.h"

namespace es::model {
namespace {

/// How many numbers end the lines at the beginning of the file: lines seen for each count.
std::map<std::size_t, std::size_t> countNumbers(const InputFile& file, bool hasCountLine) {
  constexpr int kLines = 200;
  LineReader lines(file, base::ignoreProgress());
  if (hasCountLine) lines.next(longestLine(kLargestDims));
  std::map<std::size_t, std::size_t> linesOf;
  for (int seen = 0; seen < kLines; ++seen) {
    const auto line = lines.next(longestLine(kLargestDims));
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
  return base::fileError(file.path(),
                         {"line 1", "1 to " + base::groupedText(kLargestDims) + " dimensions", found});
}

std::size_t dimsOfGlove(const InputFile& file) {
  const std::size_t dims = commonCount(countNumbers(file, false));
  if (dims > kLargestDims) throw wrongDims(file, base::groupedText(dims) + " numbers");
  return std::max<std::size_t>(dims, 1);  // without any number every row is refused, the first by its line
}

/// The dimensions that the count line says, which the rows must not contradict: with too small a count the
/// first numbers would silently become part of the words.
std::size_t dimsOfWord2vec(const InputFile& file, const CountLine& counts) {
  const auto dims = parsePositive(counts.dims, kLargestDims);
  if (!dims) throw wrongDims(file, base::inQuotes(counts.dims));
  const auto linesOf = countNumbers(file, true);
  const std::size_t common = commonCount(linesOf);
  if (common > *dims && !linesOf.contains(*dims) && linesOf.at(common) > 1) {
    throw base::fileError(file.path(),
                          {"line 1", "the " + base::groupedText(common) + " dimensions that the rows have",
                           base::groupedText(*dims)});
  }
  return *dims;
}

/// A file of numbers alone, such as the vectors of a TSV pair, would lose its first column to the words.
void refuseWithoutWords(const InputFile& file, const WordList& words) {
  const auto isDecimal = [](std::string_view word) {
    return word.find('.') != std::string_view::npos &&
           word.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
           word.find_first_of("0123456789") != std::string_view::npos;
  };
  for (std::size_t row = 0; row < words.size(); ++row) {
    if (!isDecimal(words[row])) return;
  }
  if (words.size() < 2) return;
  throw base::fileError(file.path(), {"line 1", "a word before the numbers",
                                      base::inQuotes(words[0]) + "; every line holds numbers alone"});
}

TableParts readRows(const InputFile& file, const TextLayout& layout, const base::Progress& progress) {
  TableParts parts = readTextRows(file, layout, progress);
  refuseWithoutWords(file, parts.words);
  return parts;
}

}  // namespace

EmbeddingTable readGloveText(const InputFile& file, const base::Progress& progress) {
  TableParts parts = readRows(file, {dimsOfGlove(file), false}, progress);
  return finishTable(std::move(parts), sourceOf(file, formatName(TableFormat::GloveText)),
                     base::ignoreProgress());
}

EmbeddingTable readWord2vecText(const InputFile& file, const base::Progress& progress) {
  LineReader lines(file, base::ignoreProgress());
  const std::string first(lines.next(longestLine(kLargestDims)).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts)
    throw base::fileError(file.path(),
                          {"line 1", "two whole numbers, rows and dimensions", base::inQuotes(first)});
  const std::size_t dims = dimsOfWord2vec(file, *counts);
  TableParts parts = readRows(file, {dims, true}, progress);
  TableSource source = sourceOf(file, formatName(TableFormat::Word2vecText));
  const auto claimed = parsePositive(counts->rows, std::numeric_limits<std::size_t>::max());
  if (claimed != parts.words.size()) {
    source.warnings.push_back("line 1 says " + base::displayText(counts->rows) + " rows, the file has " +
                              base::groupedText(parts.words.size()) + " good ones");
  }
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace es::model
