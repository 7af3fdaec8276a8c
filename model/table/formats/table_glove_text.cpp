#include <algorithm>
#include <utility>

#include "base/number_text.h"
#include "base/progress.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/text_table.h"
#include "model/table/table_finish.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

constexpr std::string_view kName = "glove-text";

/// At least half of the lines end in a number. A sample that is cut within a line is looked at up to the cut.
bool recognises(const TableSample& sample) {
  std::string_view text = sample.text;
  if (!sample.isWhole()) text = text.substr(0, text.find_last_of(" \t\n"));
  std::size_t lines = 0;
  std::size_t rows = 0;
  while (!text.empty()) {
    const std::string_view line = takeLine(text);
    lines += isBlank(line) ? 0 : 1;
    rows += endsLikeARow(line) ? 1 : 0;
  }
  return rows > 0 && 2 * rows >= lines;
}

std::size_t dimsOf(const TableInput& input) {
  const std::size_t dims = commonCount(countNumbers(input, false));
  if (dims > kLargestDims) throw wrongDims(input, base::groupedText(dims) + " numbers");
  return std::max<std::size_t>(dims, 1);  // without any number every row is refused, the first by its line
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  TableSource source = sourceOf(input, kName);
  TableParts parts = readTextTable(input, {.dims = dimsOf(input)}, source, progress);
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kGloveText{kName, recognises, read, {.metadata = true}};

}  // namespace es::model
