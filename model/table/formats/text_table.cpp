#include "model/table/formats/text_table.h"

#include <algorithm>

#include "base/file_error.h"
#include "base/number_text.h"
#include "model/files/line_reader.h"
#include "model/table/formats/row_texts.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

/// A file of numbers alone, such as the vectors of a TSV pair, would lose its first column to the words.
void refuseWithoutWords(const TableInput& input, const WordList& words) {
  const auto isDecimal = [](std::string_view word) {
    return word.find('.') != std::string_view::npos &&
           word.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
           word.find_first_of("0123456789") != std::string_view::npos;
  };
  for (std::size_t row = 0; row < words.size(); ++row)
    if (!isDecimal(words[row])) return;
  if (words.size() < 2) return;
  throw base::fileError(input.path(), {"line 1", "a word before the numbers",
                                       base::inQuotes(words[0]) + "; every line holds numbers alone"});
}

}  // namespace

std::map<std::size_t, std::size_t> countNumbers(const TableInput& input, bool hasCountLine) {
  constexpr int kLines = 200;
  LineReader lines(input, base::ignoreProgress());
  if (hasCountLine) lines.next(longestLine(kLargestDims));
  std::map<std::size_t, std::size_t> linesOf;
  for (int seen = 0; seen < kLines; ++seen) {
    const auto line = lines.next(longestLine(kLargestDims));
    if (!line) break;
    if (const std::size_t count = countTrailingNumbers(*line); count > 0) ++linesOf[count];
  }
  return linesOf;
}

std::size_t commonCount(const std::map<std::size_t, std::size_t>& linesOf) {
  const auto isRarer = [](const auto& a, const auto& b) { return a.second <= b.second; };
  const auto best = std::max_element(linesOf.begin(), linesOf.end(), isRarer);
  return best == linesOf.end() ? 0 : best->first;
}

Error wrongDims(const TableInput& input, const std::string& found) {
  return base::fileError(input.path(),
                         {"line 1", "1 to " + base::groupedText(kLargestDims) + " dimensions", found});
}

TableParts readTextTable(const TableInput& input, TextLayout layout, TableSource& source,
                         const base::Progress& progress) {
  const auto& metadata = input.options().metadata;
  layout.hasTextsBeside = metadata.has_value();
  TableParts parts = readTextRows(input, layout, progress);
  refuseWithoutWords(input, parts.words);
  if (metadata)
    takeRowTexts(readRowTexts(*metadata, parts.words.size(), input.options(), progress), parts, source);
  return parts;
}

}  // namespace es::model
