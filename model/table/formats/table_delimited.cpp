#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/table/formats/delimited_rows.h"
#include "model/table/formats/row_texts.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/table_reader.h"
#include "model/table/table_finish.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

constexpr std::string_view kName = "delimited-text";
constexpr std::size_t kMostFields = 65'536;

/// Every line has as many numbers behind its first field, which is a number of some lines only: words such as
/// "1990" stand in front, and the first line is no header.
bool isGloves(const TableSample& sample, const DelimitedLayout& layout) {
  const Delimiting& how = layout.how;
  if (how.delimiter != ' ' || how.hasQuotes || how.decimalComma || how.isPunctuated) return false;
  std::string_view text = sample.text;
  if (!sample.isWhole()) text = text.substr(0, text.find_last_of('\n'));
  bool anyWord = false;
  while (!text.empty()) {
    const std::string_view line = takeLine(text);
    if (isBlank(line)) continue;
    if (countTrailingNumbers(line) + 1 != layout.uses.size()) return false;
    const std::size_t from = line.find_first_not_of(" \t");
    float number = 0;
    anyWord = anyWord || !readNumber(line.substr(from, line.find_first_of(" \t", from) - from), how, number);
  }
  return anyWord;
}

/// Fields with numbers that are not all of GloVe's kind: a header, quotes, commas, labels behind, further
/// columns. Cells without any number are what goes with vectors in another file.
bool recognises(const TableSample& sample) {
  const bool isOther = sample.text.find('\0') != std::string_view::npos || sample.text.starts_with('{') ||
                       sample.text.starts_with("[{");
  if (isOther) return false;
  const auto layout = findLayout(sample.text, sample.isWhole(), {}, "");
  if (!layout || layout->isPlain() || isGloves(sample, *layout)) return false;
  return layout->dims > 0 || (layout->fit > 0.95 && layout->how.delimiter != ' ');
}

[[noreturn]] void refuseRagged(const TableInput& input, const Beginning& beginning,
                               const DelimitedLayout& layout) {
  std::string_view text = beginning.text;
  std::vector<std::string_view> fields;
  std::deque<std::string> texts;
  std::uint64_t line = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool isWhole = splitFields(text.substr(0, end), layout.how, fields, texts);
    if (line > layout.skippedLines && end > 0 && (!isWhole || fields.size() != layout.uses.size())) break;
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  throw base::fileError(input.path(), {"line " + base::groupedText(line),
                                       base::groupedText(layout.uses.size()) + " fields, as most lines have",
                                       base::groupedText(fields.size())});
}

DelimitedLayout layoutOf(const TableInput& input) {
  constexpr double kRegular = 0.95;
  const Beginning beginning = beginningOf(input);
  auto layout = findLayout(beginning.text, beginning.isWhole, input.options(), input.path());
  if (!layout) {
    throw base::fileError(input.path(),
                          {"line 1", "fields between commas, semicolons, tabs or blanks",
                           base::inQuotes(beginning.text.substr(0, beginning.text.find('\n')))});
  }
  if (layout->fit < kRegular) refuseRagged(input, beginning, *layout);
  if (layout->uses.size() > kMostFields || layout->dims > kLargestDims) {
    throw base::fileError(input.path(),
                          {"line 1", "at most " + base::groupedText(kLargestDims) + " dimensions",
                           base::groupedText(layout->uses.size()) + " fields"});
  }
  return *std::move(layout);
}

/// The file is one of words and columns: its vectors lie in another.
EmbeddingTable readWithVectorsBeside(const TableInput& input, const base::Progress& progress) {
  const std::filesystem::path vectors = partnerOf(input.path(), true);
  if (vectors.empty()) {
    throw base::fileError(input.path(),
                          {"line 1", "numbers, or a file beside with the vectors (vectors.tsv)",
                           "texts alone: open the file with the vectors, and this one with --metadata"});
  }
  TableOptions options = input.options();
  options.metadata = input.path();
  return readTable(vectors, std::nullopt, progress, options);
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const DelimitedLayout layout = layoutOf(input);
  const bool saysMetadata = isNamedMetadata(input.path()) && !partnerOf(input.path(), true).empty();
  if (layout.dims == 0 || saysMetadata) return readWithVectorsBeside(input, progress);
  TableSource source = sourceOf(input, kName);
  source.warnings.insert(source.warnings.end(), layout.notes.begin(), layout.notes.end());
  const bool hasTextsBeside = !layout.hasWords() || input.options().metadata;
  TableParts parts = readDelimited(input, layout, false, progress);
  if (parts.words.empty()) parts.skips.throwFirst(input.path());
  parts.repeats = TableParts::Repeats::Number;
  if (hasTextsBeside) takeRowTexts(findRowTexts(input, parts.words.size(), progress), parts, source);
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kDelimitedText{
    kName, recognises, read, {.text = true, .vector = true, .metadata = true}};

}  // namespace es::model
