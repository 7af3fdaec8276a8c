#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/display_text.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/line_reader.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/text_table.h"
#include "model/table/table_finish.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

constexpr std::string_view kName = "word2vec-text";

bool anyLineIsARow(std::string_view text, std::size_t dims) {
  std::vector<float> numbers(dims);
  while (!text.empty())
    if (parseTextRow(takeLine(text), numbers).fault == RowFault::None) return true;
  return false;
}

/// Text has no control characters but tabs and line ends, and is UTF-8 but perhaps for a character cut at the
/// end.
bool looksLikeText(std::string_view text) {
  constexpr std::size_t kLongestCharacter = 4;
  const bool hasControl = std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r';
  });
  const std::string shown = base::displayText(text);
  const std::size_t fault = shown.find("\xEF\xBF\xBD");
  return !hasControl && (fault == std::string::npos || fault + 3 * kLongestCharacter >= shown.size());
}

/// Behind a line `count dims` stand rows of text; otherwise words with binary vectors.
bool recognises(const TableSample& sample) {
  std::string_view rest = sample.text;
  const auto counts = parseCountLine(takeLine(rest));
  if (!counts) return false;
  const std::size_t dims = parsePositive(counts->dims, TableSample::kBytes).value_or(1);
  return anyLineIsARow(rest, dims) || looksLikeText(rest);
}

/// The dimensions that the count line says, which the rows must not contradict: with too small a count the
/// first numbers would silently become part of the words.
std::size_t dimsOf(const TableInput& input, const CountLine& counts) {
  const auto dims = parsePositive(counts.dims, kLargestDims);
  if (!dims) throw wrongDims(input, base::inQuotes(counts.dims));
  const auto linesOf = countNumbers(input, true);
  const std::size_t common = commonCount(linesOf);
  if (common > *dims && !linesOf.contains(*dims) && linesOf.at(common) > 1) {
    throw base::fileError(input.path(),
                          {"line 1", "the " + base::groupedText(common) + " dimensions that the rows have",
                           base::groupedText(*dims)});
  }
  return *dims;
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  LineReader lines(input, base::ignoreProgress());
  const std::string first(lines.next(longestLine(kLargestDims)).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts) {
    throw base::fileError(input.path(),
                          {"line 1", "two whole numbers, rows and dimensions", base::inQuotes(first)});
  }
  const std::size_t dims = dimsOf(input, *counts);
  TableSource source = sourceOf(input, kName);
  TableParts parts = readTextTable(input, {.dims = dims, .skippedLines = 1}, source, progress);
  const auto claimed = parsePositive(counts->rows, std::numeric_limits<std::size_t>::max());
  if (claimed != parts.words.size() && !source.options.words) {
    source.warnings.push_back("line 1 says " + base::displayText(counts->rows) + " rows, the file has " +
                              base::groupedText(parts.words.size()) + " good ones");
  }
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kWord2vecText{kName, recognises, read, {.metadata = true}};

}  // namespace es::model
