#include "model/table/text_row.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace es::model {
namespace {

constexpr std::string_view kSeparators = " \t";

bool isSeparator(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimRight(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kSeparators) + 1);
}

/// Reads a number at `begin`; returns where it ends, `begin` itself when there is none. Too large a number is
/// infinite.
template <typename Number>
const char* parseNumber(const char* begin, const char* end, Number& number) {
  const char* digits = begin != end && *begin == '+' ? begin + 1 : begin;
  if (digits != begin && digits != end && *digits == '-') return begin;
  const char* const stop = fast_float::from_chars(digits, end, number).ptr;
  return stop == digits ? begin : stop;
}

/// The usual line: a word without spaces, d finite numbers, nothing else.
bool parseUsualRow(std::string_view line, std::span<float> numbers, std::string_view& word) {
  const std::size_t gap = line.find_first_of(kSeparators);
  if (gap == 0 || gap == std::string_view::npos) return false;
  word = line.substr(0, gap);
  const char* at = line.data() + gap;
  const char* const end = line.data() + line.size();
  for (float& number : numbers) {
    if (at == end || !isSeparator(*at)) return false;
    while (at != end && isSeparator(*at)) ++at;
    const char* const stop = parseNumber(at, end, number);
    if (stop == at || !std::isfinite(number)) return false;
    at = stop;
  }
  return at == end;
}

/// The last field of `line`, cut off it together with the separators before it.
std::string_view takeLastField(std::string_view& line) {
  const std::size_t gap = line.find_last_of(kSeparators);
  const std::size_t begin = gap == std::string_view::npos ? 0 : gap + 1;
  const std::string_view field = line.substr(begin);
  line = trimRight(line.substr(0, begin));
  return field;
}

bool isMeantAsNumber(std::string_view field) {
  float number = 0;
  if (parseFloat(field, number)) return true;
  return field.find_first_of("0123456789") != std::string_view::npos &&
         field.find_first_not_of("0123456789+-.,eE") == std::string_view::npos;
}

}  // namespace

bool parseFloat(std::string_view field, float& number) {
  const char* end = field.data() + field.size();
  return !field.empty() && parseNumber(field.data(), end, number) == end;
}

bool parseDouble(std::string_view field, double& number) {
  const char* end = field.data() + field.size();
  return !field.empty() && parseNumber(field.data(), end, number) == end;
}

TextRow parseTextRow(std::string_view line, std::span<float> numbers) {
  line = trimRight(line);
  TextRow row;
  if (parseUsualRow(line, numbers, row.word)) return row;
  for (std::size_t seen = 0; seen < numbers.size(); ++seen) {
    const std::string_view field = takeLastField(line);
    float& number = numbers[numbers.size() - 1 - seen];
    if (!parseFloat(field, number)) {
      const bool isBroken = isMeantAsNumber(field) && !line.empty();
      return {isBroken ? RowFault::NotANumber : RowFault::TooFewNumbers, {}, field, seen};
    }
    const bool isLast = seen + 1 == numbers.size();
    if (line.empty() && !isLast) return {RowFault::TooFewNumbers, {}, field, seen};
    if (!std::isfinite(number)) row = {RowFault::NotFinite, {}, field, seen};
  }
  row.word = line;
  if (line.empty()) row.fault = RowFault::NoWord;
  return row;
}

std::size_t countTrailingNumbers(std::string_view line) {
  line = trimRight(line);
  float number = 0;
  std::size_t count = 0;
  while (!line.empty()) {
    const std::string_view field = takeLastField(line);
    if (line.empty() || !parseFloat(field, number)) break;
    ++count;
  }
  return count;
}

bool endsLikeARow(std::string_view line) {
  line = trimRight(line);
  if (line.empty()) return false;
  const std::string_view last = takeLastField(line);
  return !line.empty() && isMeantAsNumber(last);
}

bool isBlank(std::string_view line) {
  const std::string_view rest = trimRight(line);
  return rest.empty() || rest == "\x1A";  // DOS ended a text with it
}

std::string_view takeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<CountLine> parseCountLine(std::string_view line) {
  if (!line.empty() && isSeparator(line.front())) return std::nullopt;  // a header without the first name
  line = trimRight(line);
  const std::string_view dims = takeLastField(line);
  const std::string_view rows = takeLastField(line);
  const auto isWhole = [](std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!line.empty() || !isWhole(rows) || !isWhole(dims)) return std::nullopt;
  return CountLine{rows, dims};
}

std::optional<std::size_t> parsePositive(std::string_view digits, std::size_t limit) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number < 1 || number > limit) return {};
  return number;
}

std::size_t lineEnd(std::string_view text, bool hasQuotes) {
  std::size_t end = std::min(text.find('\n'), text.size());
  if (!hasQuotes) return end;
  auto quotes = std::ranges::count(text.substr(0, end), '"');
  while (quotes % 2 == 1 && end < text.size()) {
    const std::size_t next = std::min(text.find('\n', end + 1), text.size());
    quotes += std::ranges::count(text.substr(end, next - end), '"');
    end = next;
  }
  return end;
}

}  // namespace es::model
