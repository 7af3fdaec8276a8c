#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/table/formats/delimited_rows.h"
#include "model/table/formats/row_texts.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/text_rows.h"
#include "model/table/table_finish.h"

namespace es::model {
namespace {

using nlohmann::json;

constexpr std::string_view kName = "json-lines";

bool isVector(const json& value) {
  return value.is_array() && !value.empty() &&
         std::ranges::all_of(value, [](const json& item) { return item.is_number() || item.is_null(); });
}

std::optional<json> objectOf(std::string_view line) {
  constexpr int kDeepest = 32;  // what reads and writes JSON goes a call deeper for every level
  bool tooDeep = false;
  const auto noDeeper = [&](int depth, json::parse_event_t, json&) {
    tooDeep = tooDeep || depth > kDeepest;
    return !tooDeep;
  };
  json value = json::parse(line, noDeeper, false);
  if (tooDeep || value.is_discarded() || !value.is_object()) return std::nullopt;
  return value;
}

/// The keys of the objects, and what each is for.
struct Keys {
  std::string vector, word;  // word: empty where no key names the rows
  std::vector<std::string> columns;
  std::size_t dims = 0;
};

/// What a cell shows of a value: texts bare, lists and objects as JSON, null as nothing.
std::string cellOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "" : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string chooseWord(const std::vector<std::pair<std::string, bool>>& keys) {
  static constexpr std::array<std::string_view, 10> kNames{"word", "token",    "text",  "label", "term",
                                                           "name", "sentence", "title", "key",   "id"};
  for (const std::string_view wanted : kNames)
    for (const auto& [key, isText] : keys)
      if (key == wanted) return key;
  const auto first = std::ranges::find_if(keys, [](const auto& one) { return one.second; });
  return first == keys.end() ? "" : first->first;
}

/// From the lines at the beginning.
Keys findKeys(const TableInput& input, const Beginning& beginning) {
  constexpr std::size_t kLines = 200;
  const TableOptions& options = input.options();
  Keys keys;
  std::vector<std::pair<std::string, bool>> others;  // in the order of the file, with whether it is text
  std::string_view text = beginning.text;
  for (std::size_t line = 0; line < kLines && !text.empty(); ++line) {
    const auto object = objectOf(takeLine(text));
    if (!object) continue;
    for (const auto& [key, value] : object->items()) {
      const bool isWanted =
          options.vector ? key == *options.vector : keys.vector.empty() || keys.vector == key;
      if (isVector(value) && isWanted) {
        keys.vector = key;
        keys.dims = std::max(keys.dims, value.size());
      } else if (std::ranges::find(others, key, &std::pair<std::string, bool>::first) == others.end()) {
        others.emplace_back(key, value.is_string());
      }
    }
  }
  if (keys.vector.empty() || keys.dims > kLargestDims) {
    throw base::fileError(
        input.path(),
        {"line 1",
         "objects with " + (options.vector ? "a list of numbers " + base::inQuotes(*options.vector)
                                           : std::string("a list of numbers")),
         keys.vector.empty() ? "none" : base::groupedText(keys.dims) + " numbers"});
  }
  keys.word = options.text ? *options.text : chooseWord(others);
  for (const auto& [key, isText] : others)
    if (key != keys.word) keys.columns.push_back(key);
  return keys;
}

class JsonLineParser : public RowParser {
 public:
  explicit JsonLineParser(const Keys& keys) : m_keys(keys) {}

  TextRow parse(std::string_view line, std::span<float> numbers, RowCells& cells) const override {
    const auto object = objectOf(line);
    if (!object) return {RowFault::NotAnObject, {}, line, 0};
    const auto vector = object->find(m_keys.vector);
    if (vector == object->end() || !vector->is_array()) return {RowFault::NotAnObject, {}, line, 0};
    if (vector->size() != numbers.size()) return {RowFault::TooFewNumbers, {}, {}, vector->size()};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const json& item = (*vector)[i];
      if (!item.is_number()) return {RowFault::NotFinite, {}, "null", i};
      numbers[i] = static_cast<float>(item.get<double>());
      if (!std::isfinite(numbers[i])) return {RowFault::NotFinite, {}, "infinity", i};
    }
    const std::size_t needed = m_keys.columns.size() + 1;
    while (cells.texts.size() < needed) cells.texts.emplace_back();
    for (std::size_t i = 0; i < m_keys.columns.size(); ++i) {
      cells.texts[i] = valueText(*object, m_keys.columns[i]);
      cells.values[i] = cells.texts[i];
    }
    cells.texts[needed - 1] = valueText(*object, m_keys.word);
    TextRow row;
    row.word = cells.texts[needed - 1];
    return row;
  }

 private:
  static std::string valueText(const json& object, const std::string& key) {
    const auto at = object.find(key);
    return at == object.end() ? "" : cellOf(*at);
  }

  const Keys& m_keys;
};

/// The first line is an object; that it holds a vector is seen where the sample has all of it.
bool recognises(const TableSample& sample) {
  std::string_view rest = sample.text;
  std::string_view line = takeLine(rest);
  while (isBlank(line) && !rest.empty()) line = takeLine(rest);
  if (!line.starts_with('{')) return false;
  if (rest.empty() && !sample.isWhole()) return line.starts_with("{\"");
  const auto object = objectOf(line);
  return object && std::ranges::any_of(*object, isVector);
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const Keys keys = findKeys(input, beginningOf(input));
  const JsonLineParser parser(keys);
  TextLayout layout{.dims = keys.dims, .columns = keys.columns};
  layout.hasTextsBeside = keys.word.empty() || input.options().metadata;
  layout.parser = &parser;
  TableParts parts = readTextRows(input, layout, progress);
  if (parts.words.empty()) parts.skips.throwFirst(input.path());
  parts.repeats = TableParts::Repeats::Number;
  TableSource source = sourceOf(input, kName);
  source.warnings.push_back("vectors are in " + base::inQuotes(keys.vector) +
                            (keys.word.empty() ? "" : ", words in " + base::inQuotes(keys.word)));
  if (layout.hasTextsBeside) takeRowTexts(findRowTexts(input, parts.words.size(), progress), parts, source);
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kJsonLines{kName, recognises, read, {.text = true, .vector = true, .metadata = true}};

}  // namespace es::model
