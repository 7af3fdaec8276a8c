#include "model/table/formats/delimited_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "model/files/byte_stream.h"
#include "model/table/formats/text_rows.h"

namespace es::model {
namespace {

/// Fields of a line become word, numbers and cells by their place.
class DelimitedParser : public RowParser {
 public:
  DelimitedParser(const DelimitedLayout& layout, bool everyLine) : m_layout(layout), m_everyLine(everyLine) {}

  TextRow parse(std::string_view line, std::span<float> numbers, RowCells& cells) const override {
    TextRow row;
    if (parseUsual(line, numbers, cells, row)) return row;
    thread_local std::vector<std::string_view> fields;  // kept for its memory
    if (!splitFields(line, m_layout.how, fields, cells.texts)) return {RowFault::OpenQuote, {}, {}, 0};
    if (m_everyLine) {
      fields.resize(m_layout.uses.size());
    } else if (fields.size() != m_layout.uses.size()) {
      return {RowFault::FieldCount, {}, {}, fields.size()};
    }
    return rowOf(fields, numbers, cells);
  }

 private:
  /// The usual line, in one pass: as many fields as there should be, no quotes, numbers with a point.
  bool parseUsual(std::string_view line, std::span<float> numbers, RowCells& cells, TextRow& row) const {
    const Delimiting& how = m_layout.how;
    if (how.delimiter == ' ' || how.decimalComma ||
        (how.hasQuotes && line.find('"') != std::string_view::npos))
      return false;
    std::size_t number = 0, cell = 0;
    for (const FieldUse& use : m_layout.uses) {
      const bool isLast = &use == &m_layout.uses.back();
      const std::size_t end = std::min(line.find(how.delimiter), line.size());
      if (isLast != (end == line.size())) return false;
      const std::string_view field = line.substr(0, end);
      if (use == FieldUse::Array) return false;
      if (use == FieldUse::Word) row.word = field;
      if (use == FieldUse::Column) cells.values[cell++] = field;
      if (use == FieldUse::Number) {
        float& value = numbers[number++];
        if (!parseFloat(field, value) || !std::isfinite(value)) return false;
      }
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    return true;
  }

  TextRow rowOf(const std::vector<std::string_view>& fields, std::span<float> numbers,
                RowCells& cells) const {
    TextRow row;
    std::size_t number = 0, cell = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (m_layout.uses[i] == FieldUse::Word) row.word = fields[i];
      if (m_layout.uses[i] == FieldUse::Column) cells.values[cell++] = fields[i];
      if (m_layout.uses[i] == FieldUse::Number && !takeNumber(fields[i], numbers[number++], row)) return row;
      if (m_layout.uses[i] == FieldUse::Array && !takeArray(fields[i], numbers, row)) return row;
    }
    return row;
  }

  bool takeNumber(std::string_view field, float& value, TextRow& row) const {
    if (!readNumber(field, m_layout.how, value)) {
      row = {isMissingCell(field) ? RowFault::NotFinite : RowFault::NotANumber, {}, field, 0};
      return false;
    }
    if (std::isfinite(value)) return true;
    row = {RowFault::NotFinite, {}, field, 0};
    return false;
  }

  bool takeArray(std::string_view list, std::span<float> numbers, TextRow& row) const {
    std::size_t seen = 0;
    constexpr std::string_view kBetween = "[]() ,;\t\r\n";
    while (true) {
      const std::size_t begin = list.find_first_not_of(kBetween);
      if (begin == std::string_view::npos) break;
      list.remove_prefix(begin);
      const std::size_t end = std::min(list.find_first_of(kBetween), list.size());
      float extra = 0;
      if (!takeNumber(list.substr(0, end), seen < numbers.size() ? numbers[seen] : extra, row)) return false;
      ++seen;
      list.remove_prefix(end);
    }
    if (seen == numbers.size()) return true;
    row = {RowFault::TooFewNumbers, {}, {}, seen};
    return false;
  }

  const DelimitedLayout& m_layout;
  bool m_everyLine;
};

}  // namespace

Beginning beginningOf(const TableInput& input) {
  constexpr std::size_t kUsual = std::size_t{1} << 20, kMost = std::size_t{16} << 20;
  constexpr std::ptrdiff_t kLines = 20;
  ByteStream stream(input, base::ignoreProgress(), kUsual);
  Beginning beginning;
  while (stream.more()) {
    const auto bytes = stream.buffered();
    if (bytes.size() >= kMost || (bytes.size() >= kUsual && std::ranges::count(bytes, '\n') >= kLines)) break;
  }
  beginning.isWhole = stream.ended();
  const auto bytes = stream.buffered();
  beginning.text.assign(bytes.begin(), bytes.end());
  if (beginning.text.starts_with(base::kByteOrderMark)) beginning.text.erase(0, base::kByteOrderMark.size());
  return beginning;
}

TableParts readDelimited(const TableInput& input, const DelimitedLayout& layout, bool everyLine,
                         const base::Progress& progress) {
  const DelimitedParser parser(layout, everyLine);
  TextLayout text{
      .dims = layout.dims, .skippedLines = layout.skippedLines, .hasQuotes = layout.how.hasQuotes};
  for (std::size_t i = 0; i < layout.uses.size(); ++i)
    if (layout.uses[i] == FieldUse::Column) text.columns.push_back(layout.names[i]);
  text.parser = &parser;
  text.hasTextsBeside = !layout.hasWords() || input.options().metadata;
  return readTextRows(input, text, progress);
}

}  // namespace es::model
