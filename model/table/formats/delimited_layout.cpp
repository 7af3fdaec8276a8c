#include "model/table/formats/delimited_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "model/table/column.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

using Fields = std::vector<std::string>;

constexpr std::size_t kLooked = 200;  // lines
constexpr double kNearlyAll = 0.95;

bool isBlankOrTab(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlankOrTab(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlankOrTab(text.back())) text.remove_suffix(1);
  return text;
}

/// Brackets and commas that lists of numbers are written with.
std::string_view barely(std::string_view field) {
  const auto isOne = [](char c, std::string_view any) { return any.find(c) != std::string_view::npos; };
  while (!field.empty() && isOne(field.front(), "[(")) field.remove_prefix(1);
  while (!field.empty() && isOne(field.back(), "]),")) field.remove_suffix(1);
  return field;
}

/// Lines of the text as fields.
struct Records {
  Delimiting how;
  std::size_t comments = 0;  // lines before the first record
  std::vector<Fields> all;   // but the comments
  std::size_t width = 0;     // the commonest number of fields
  double fit = 0;            // the share of records that have it; the first may have one fewer (R's header)
  double numbers = 0;        // of a record, on average, the first left out
};

/// Whether fields stand in quotes: between commas and semicolons any may, as RFC 4180 has it. Between blanks
/// and tabs a quote alone may be a word, and so all rows must begin with one.
bool looksQuoted(std::string_view text, char delimiter) {
  if (delimiter == ',' || delimiter == ';') return true;
  std::size_t lines = 0, quoted = 0;
  while (!text.empty() && lines < kLooked) {
    const std::string_view line = takeLine(text);
    if (isBlank(line)) continue;
    ++lines;
    quoted += line.starts_with('"') && line.find('"', 1) != std::string_view::npos ? 1 : 0;
  }
  return quoted > 0 && static_cast<double>(quoted) >= kNearlyAll * static_cast<double>(lines) - 1;
}

void countWidths(Records& records) {
  std::map<std::size_t, std::size_t> widths;
  for (std::size_t i = records.all.size() > 1 ? 1 : 0; i < records.all.size(); ++i)
    ++widths[records.all[i].size()];
  std::size_t most = 0;
  for (const auto& [width, lines] : widths) {
    if (lines < most) continue;
    most = lines;
    records.width = width;
  }
  const std::size_t first = records.all.empty() ? 0 : records.all.front().size();
  const bool firstFits = records.all.size() > 1 && (first == records.width || first + 1 == records.width);
  records.fit = records.all.empty() ? 0
                                    : static_cast<double>(most + (firstFits ? 1 : 0)) /
                                          static_cast<double>(records.all.size());
}

void countNumbers(Records& records) {
  std::size_t found = 0, rows = 0;
  float number = 0;
  for (std::size_t i = records.all.size() > 1 ? 1 : 0; i < records.all.size(); ++i, ++rows)
    for (const std::string& field : records.all[i]) found += readNumber(field, records.how, number) ? 1 : 0;
  records.numbers = rows == 0 ? 0 : static_cast<double>(found) / static_cast<double>(rows);
}

Records split(std::string_view text, bool isWhole, Delimiting how) {
  constexpr std::size_t kLongestRecord = 100;  // lines: a quote without end would take in all that follows
  Records records{how, 0, {}, 0, 0, 0};
  std::vector<std::string_view> fields;
  std::deque<std::string> texts;
  while (!text.empty() && records.all.size() < kLooked) {
    std::size_t end = lineEnd(text, how.hasQuotes);
    const auto feeds = static_cast<std::size_t>(std::ranges::count(text.substr(0, end), '\n'));
    const bool isOpen = std::ranges::count(text.substr(0, end), '"') % 2 == 1;  // a quote without end
    if (feeds > kLongestRecord || (end == text.size() && (isOpen || !isWhole)))
      end = std::min(text.find('\n'), text.size());
    if (end == text.size() && !isWhole && !records.all.empty()) break;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    float number = 0;
    const bool isComment = records.all.empty() && line.starts_with('#') && countTrailingNumbers(line) == 0 &&
                           !readNumber(line.substr(1), how, number);
    if (isBlank(line) || isComment) {
      if (records.all.empty()) ++records.comments;
      continue;
    }
    if (!splitFields(line, how, fields, texts)) {
      Delimiting plain = how;
      plain.hasQuotes = false;
      splitFields(line, plain, fields, texts);
    }
    records.all.emplace_back(fields.begin(), fields.end());
  }
  countWidths(records);
  countNumbers(records);
  return records;
}

/// With the numbers as they seem to be written.
Records splitBest(std::string_view text, bool isWhole, char delimiter) {
  const bool quotes = looksQuoted(text, delimiter);
  Records plain = split(text, isWhole, {delimiter, quotes, false, false});
  if (delimiter != ',') {
    Records commas = split(text, isWhole, {delimiter, quotes, true, false});
    if (commas.numbers > plain.numbers + 0.5) plain = std::move(commas);
  }
  if (delimiter == ' ') {
    Records lists = split(text, isWhole, {delimiter, quotes, false, true});
    if (lists.numbers > plain.numbers + 0.5) plain = std::move(lists);
  }
  return plain;
}

bool isBetter(const Records& a, const Records& b) {
  const auto parts = [](const Records& one) { return one.width > 1 && one.fit >= 0.5; };
  if (parts(a) != parts(b)) return parts(a);
  const bool fitsA = a.fit >= kNearlyAll, fitsB = b.fit >= kNearlyAll;
  if (fitsA != fitsB) return fitsA;
  if (std::abs(a.numbers - b.numbers) > 0.5) return a.numbers > b.numbers;
  return a.width > b.width;
}

Records bestRecords(std::string_view text, bool isWhole) {
  Records best = splitBest(text, isWhole, '\t');
  for (const char delimiter : {';', ',', ' '})
    if (Records other = splitBest(text, isWhole, delimiter); isBetter(other, best)) best = std::move(other);
  return best;
}

/// What is in a field, over the records.
struct FieldFacts {
  bool isNumber = false;    // nearly all are
  bool isFraction = false;  // many of the numbers are not whole
  bool countsRows = false;  // 0, 1, 2 … or 1, 2, 3 …
  bool isArray = false;     // "[0.1, 0.2]"
  std::size_t arraySize = 0;
};

std::size_t numbersOf(std::string_view list) {
  std::size_t count = 0;
  float number = 0;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(" ,;\t\n"), list.size());
    const std::string_view item = barely(list.substr(0, end));
    if (!item.empty() && !parseFloat(item, number)) return 0;
    count += item.empty() ? 0 : 1;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return count;
}

bool looksLikeArray(std::string_view cell) {
  cell = trimmed(cell);
  const bool isBracketed = cell.size() > 2 && (cell.front() == '[' || cell.front() == '(') &&
                           (cell.back() == ']' || cell.back() == ')');
  return isBracketed && numbersOf(cell) > 0;
}

FieldFacts factsOf(const Records& records, std::size_t first, std::size_t field) {
  std::size_t there = 0, numbers = 0, fractions = 0, arrays = 0;
  FieldFacts facts;
  float counted = -1;
  bool counts = true;
  for (std::size_t i = first; i < records.all.size(); ++i) {
    if (records.all[i].size() != records.width) continue;
    const std::string& cell = records.all[i][field];
    if (isMissingCell(cell)) continue;
    ++there;
    float number = 0;
    if (readNumber(cell, records.how, number)) {
      ++numbers;
      counts = counts && (counted < 0 ? number == 0 || number == 1 : number == counted + 1);
      counted = number;
      fractions += number != std::floor(number) ? 1 : 0;
    } else if (looksLikeArray(cell)) {
      if (arrays++ == 0) facts.arraySize = numbersOf(cell);
    }
  }
  const std::size_t enough =
      records.how.delimiter == ' ' ? there / 2 : there - there / 10;  // blanks part few texts
  facts.isNumber = numbers > 0 && numbers >= enough;
  facts.isFraction = facts.isNumber && 2 * fractions >= numbers;
  facts.countsRows = facts.isNumber && counts;
  facts.isArray = there > 0 && arrays == there;
  return facts;
}

/// The first record names the fields: it has no number where the others have one, has one field fewer (R), or
/// counts the columns (pandas: "", 0, 1, 2 ...).
bool firstIsHeader(const Records& records) {
  if (records.all.size() < 2) return false;
  const Fields& first = records.all.front();
  if (first.size() + 1 == records.width) return records.width > 1;
  if (first.size() != records.width) return false;
  bool counts = true;
  std::size_t counted = 0;
  float number = 0, expected = -1;
  for (std::size_t field = 0; field < records.width; ++field) {
    const FieldFacts facts = factsOf(records, 1, field);
    if (!facts.isNumber) {
      if (facts.isArray && !looksLikeArray(first[field])) return true;
      continue;
    }
    if (!readNumber(first[field], records.how, number)) return !isMissingCell(first[field]) || field == 0;
    if (expected < 0) expected = number;
    counts = counts && number == expected && number == std::floor(number) && facts.isFraction &&
             (counted > 0 || number <= 1);
    expected += 1;
    ++counted;
  }
  return counts && counted > 1;
}

/// "dim_" of "dim_12", "" of "12".
std::string_view stemOf(std::string_view name) {
  while (!name.empty() && (name.back() == ']' || name.back() == ')')) name.remove_suffix(1);
  while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.remove_suffix(1);
  return name;
}

/// Chooses the fields of the vector.
class VectorFields {
 public:
  VectorFields(const std::vector<FieldFacts>& facts, const DelimitedLayout& layout)
      : m_facts(facts), m_layout(layout) {}

  [[nodiscard]] std::vector<std::size_t> choose() const {
    std::vector<std::size_t> run = longestRun();
    if (m_layout.hasHeader)
      if (auto alike = mostAlike(); 2 * alike.size() > run.size() && alike.size() > 1) return alike;
    return m_layout.hasHeader ? trimmedRun(std::move(run)) : withoutCount(std::move(run));
  }

 private:
  [[nodiscard]] std::vector<std::size_t> longestRun() const {
    std::vector<std::size_t> best, run;
    for (std::size_t field = 0; field < m_facts.size(); ++field) {
      if (m_facts[field].isNumber) {
        run.push_back(field);
        if (run.size() > best.size()) best = run;
      } else {
        run.clear();
      }
    }
    return best;
  }

  /// Those whose names differ only in a number at the end.
  [[nodiscard]] std::vector<std::size_t> mostAlike() const {
    std::map<std::string_view, std::vector<std::size_t>> groups;
    for (std::size_t field = 0; field < m_facts.size(); ++field) {
      const std::string& name = m_layout.names[field];
      if (m_facts[field].isNumber && stemOf(name).size() < name.size()) groups[stemOf(name)].push_back(field);
    }
    std::vector<std::size_t> best;
    for (auto& [stem, fields] : groups)
      if (fields.size() > best.size()) best = std::move(fields);
    return best;
  }

  /// Without names for the fields only a first one that counts the rows, where nothing else names them, is no
  /// number of the vector.
  [[nodiscard]] std::vector<std::size_t> withoutCount(std::vector<std::size_t> run) const {
    const bool areAll = run.size() == m_facts.size() && run.size() > 1;
    if (areAll && m_facts[0].countsRows && m_facts[1].isFraction) run.erase(run.begin());
    return run;
  }

  /// Whole numbers at either end of fractions are years, counts, identities.
  [[nodiscard]] std::vector<std::size_t> trimmedRun(std::vector<std::size_t> run) const {
    const auto isFraction = [this](std::size_t field) { return m_facts[field].isFraction; };
    if (std::ranges::none_of(run, isFraction)) return run;
    const auto first = std::ranges::find_if(run, isFraction);
    const auto last = std::find_if(run.rbegin(), run.rend(), isFraction).base();
    return {first, last};
  }

  const std::vector<FieldFacts>& m_facts;
  const DelimitedLayout& m_layout;
};

std::optional<std::size_t> wordField(const std::vector<FieldFacts>& facts, const DelimitedLayout& layout) {
  static constexpr std::array<std::string_view, 9> kNames{"word", "words",    "token", "text", "label",
                                                          "term", "sentence", "title", "name"};
  const auto isText = [&](std::size_t field) {
    return layout.uses[field] == FieldUse::Column && !facts[field].isNumber && !facts[field].isArray;
  };
  if (layout.hasHeader) {
    for (const std::string_view wanted : kNames)
      for (std::size_t field = 0; field < facts.size(); ++field)
        if (layout.names[field] == wanted && layout.uses[field] == FieldUse::Column) return field;
  }
  for (std::size_t field = 0; field < facts.size(); ++field)
    if (isText(field)) return field;
  if (!facts.empty() && layout.uses[0] == FieldUse::Column && facts[0].isNumber) return 0;  // an identity
  return std::nullopt;
}

/// Makes a layout of records: which is the header, and what each field is for.
class LayoutMaker {
 public:
  LayoutMaker(Records records, const TableOptions& options, const std::string& path)
      : m_records(std::move(records)), m_options(options), m_path(path) {}

  DelimitedLayout make() {
    m_layout.how = m_records.how;
    m_layout.fit = m_records.fit;
    m_layout.hasHeader = firstIsHeader(m_records);
    m_layout.skippedLines = m_records.comments + (m_layout.hasHeader ? 1 : 0);
    nameFields();
    for (std::size_t field = 0; field < m_records.width; ++field)
      m_facts.push_back(factsOf(m_records, m_layout.hasHeader ? 1 : 0, field));
    m_layout.uses.assign(m_records.width, FieldUse::Column);
    chooseVector();
    chooseWords();
    skipIndex();
    if (m_layout.hasHeader) m_layout.notes.push_back(headerNote());
    if (m_layout.how.decimalComma) m_layout.notes.emplace_back("numbers have decimal commas");
    return std::move(m_layout);
  }

 private:
  void nameFields() {
    m_layout.names.assign(m_records.width, "");
    if (m_layout.hasHeader) {
      const Fields& first = m_records.all.front();
      const std::size_t shift = m_records.width - first.size();  // R leaves out the name of the row names
      for (std::size_t i = 0; i < first.size(); ++i)
        m_layout.names[i + shift] = std::string(trimmed(first[i]));
      m_firstIsNameless = m_layout.names[0].empty() || m_layout.names[0] == "Unnamed: 0";
    }
    nameApart(m_layout.names);
  }

  std::vector<std::size_t> fieldsNamed(const std::string& wanted) const {
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < m_layout.names.size(); ++i)
      if (m_layout.names[i] == wanted) return {i};
    for (std::size_t i = 0; i < m_layout.names.size(); ++i)
      if (m_layout.names[i].starts_with(wanted) && m_facts[i].isNumber) fields.push_back(i);
    return fields;
  }

  [[noreturn]] void refuseName(const char* option, const std::string& wanted) const {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_layout.names.size(), 8); ++i)
      list += (i ? ", " : "") + m_layout.names[i];
    throw base::fileError(m_path,
                          {"line 1", fmt::format("a column {} for {}", base::inQuotes(wanted), option),
                           "the columns " + list + (m_layout.names.size() > 8 ? " …" : "")});
  }

  void chooseVector() {
    std::vector<std::size_t> chosen;
    if (m_options.vector) {
      chosen = fieldsNamed(*m_options.vector);
      if (chosen.empty()) refuseName("--vector", *m_options.vector);
    } else {
      const auto array = std::ranges::find_if(m_facts, [](const FieldFacts& one) { return one.isArray; });
      if (array != m_facts.end()) {
        chosen = {static_cast<std::size_t>(array - m_facts.begin())};
      } else {
        chosen = VectorFields(m_facts, m_layout).choose();
      }
    }
    for (const std::size_t field : chosen) {
      m_layout.uses[field] = m_facts[field].isArray ? FieldUse::Array : FieldUse::Number;
      m_layout.dims += m_facts[field].isArray ? m_facts[field].arraySize : 1;
    }
  }

  void chooseWords() {
    std::optional<std::size_t> field;
    if (m_options.text) {
      const auto named = std::ranges::find(m_layout.names, *m_options.text);
      if (named != m_layout.names.end()) field = static_cast<std::size_t>(named - m_layout.names.begin());
    } else {
      field = wordField(m_facts, m_layout);
    }
    if (field) m_layout.uses[*field] = FieldUse::Word;
    m_wordField = field;
  }

  /// The row numbers that pandas writes in front say nothing.
  void skipIndex() {
    const bool isIndex = m_firstIsNameless && m_wordField && *m_wordField > 0 && !m_facts.empty() &&
                         m_facts[0].isNumber && m_layout.uses[0] == FieldUse::Column;
    if (isIndex) m_layout.uses[0] = FieldUse::Skip;
  }

  [[nodiscard]] std::string headerNote() const {
    std::string note = fmt::format("line {} is a header", m_layout.skippedLines);
    if (m_wordField && !m_firstIsNameless)
      note += "; words are in " + base::inQuotes(m_layout.names[*m_wordField]);
    return note;
  }

  Records m_records;
  const TableOptions& m_options;
  const std::string& m_path;
  std::vector<FieldFacts> m_facts;
  DelimitedLayout m_layout;
  std::optional<std::size_t> m_wordField;
  bool m_firstIsNameless = false;
};

}  // namespace

bool DelimitedLayout::hasWords() const {
  return std::ranges::find(uses, FieldUse::Word) != uses.end();
}

bool DelimitedLayout::isPlain() const {
  const bool isWordFirst = !uses.empty() && uses[0] == FieldUse::Word;
  const bool areNumbers = std::all_of(uses.begin() + (uses.empty() ? 0 : 1), uses.end(),
                                      [](FieldUse use) { return use == FieldUse::Number; });
  return (how.delimiter == ' ' || how.delimiter == '\t') && !hasHeader && !how.hasQuotes &&
         !how.isPunctuated && isWordFirst && areNumbers;
}

std::optional<DelimitedLayout> findLayout(std::string_view text, bool isWhole, const TableOptions& options,
                                          const std::string& path) {
  Records records = bestRecords(text, isWhole);
  if (records.width < 2 || records.fit < 0.5) return std::nullopt;
  const bool isBlanks = records.how.delimiter == ' ';
  if (isBlanks && (records.fit < kNearlyAll || records.numbers < 1 || records.how.decimalComma))
    return std::nullopt;
  return LayoutMaker(std::move(records), options, path).make();
}

DelimitedLayout findCellLayout(std::string_view text, bool isWhole) {
  Records records = splitBest(text, isWhole, '\t');
  for (const char delimiter : {';', ','}) {
    if (records.width > 1)
      break;  // tabs part the metadata of the Embedding Projector, commas may be in a cell
    if (Records other = splitBest(text, isWhole, delimiter); other.width > 1 && other.fit >= kNearlyAll)
      records = std::move(other);
  }
  DelimitedLayout layout;
  layout.how = records.how;
  layout.skippedLines = records.comments;
  layout.uses.assign(std::max<std::size_t>(records.width, 1), FieldUse::Column);
  layout.names.assign(layout.uses.size(), "");
  if (records.width > 1 && !records.all.empty() && records.all.front().size() == records.width) {
    layout.hasHeader = true;
    layout.headerIsSure = firstIsHeader(records);
    ++layout.skippedLines;
    for (std::size_t i = 0; i < records.width; ++i)
      layout.names[i] = std::string(trimmed(records.all.front()[i]));
  }
  nameApart(layout.names);
  return layout;
}

bool splitFields(std::string_view line, const Delimiting& how, std::vector<std::string_view>& fields,
                 std::deque<std::string>& texts) {
  fields.clear();
  std::size_t kept = 0;
  const bool isBlanks = how.delimiter == ' ';
  std::size_t at = 0;
  while (true) {
    while (isBlanks && at < line.size() && isBlankOrTab(line[at])) ++at;
    if (isBlanks && at == line.size()) return true;
    if (how.hasQuotes && at < line.size() && line[at] == '"') {
      if (texts.size() <= kept) texts.emplace_back();  // where the others are they stay
      std::string& text = texts[kept];
      text.clear();
      std::size_t end = line.find('"', at + 1);
      const std::size_t begin = at + 1;
      bool isDoubled = false;
      while (end != std::string_view::npos && end + 1 < line.size() && line[end + 1] == '"') {
        text.append(line.substr(at + 1, end - at));
        at = end + 1;
        end = line.find('"', at + 1);
        isDoubled = true;
      }
      if (end == std::string_view::npos) return false;
      text.append(line.substr(at + 1, end - at - 1));
      const std::size_t stop = isBlanks ? std::min(line.find_first_of(" \t", end), line.size())
                                        : std::min(line.find(how.delimiter, end), line.size());
      fields.push_back(isDoubled ? std::string_view(text) : line.substr(begin, end - begin));
      kept += isDoubled ? 1 : 0;
      at = stop;
    } else {
      const std::size_t stop = isBlanks ? std::min(line.find_first_of(" \t", at), line.size())
                                        : std::min(line.find(how.delimiter, at), line.size());
      fields.push_back(line.substr(at, stop - at));
      at = stop;
    }
    if (at >= line.size()) return true;
    ++at;
  }
}

bool readNumber(std::string_view field, const Delimiting& how, float& number) {
  field = trimmed(field);
  if (how.isPunctuated) field = barely(field);
  if (field.find_first_of("0123456789") == std::string_view::npos) return false;  // nan, inf: words here
  if (!how.decimalComma) return parseFloat(field, number);
  constexpr std::size_t kLongest = 64;
  std::array<char, kLongest> text{};
  if (field.size() > text.size() || field.find('.') != std::string_view::npos)
    return parseFloat(field, number);
  std::ranges::replace_copy(field, text.begin(), ',', '.');
  return parseFloat({text.data(), field.size()}, number);
}

}  // namespace es::model
