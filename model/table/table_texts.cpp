#include "model/table/table_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/display_text.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "model/files/text_encoding.h"

namespace es::model {
namespace {

bool isAscii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

void decodeList(WordList& list, TextDecoder& decoder) {
  if (isAscii(list.text())) return;
  WordList decoded;
  decoded.reserve(list.size());
  for (std::size_t row = 0; row < list.size(); ++row) {
    if (isAscii(list[row])) {
      decoded.push_back(list[row]);
    } else {
      decoded.push_back(decoder.decode(list[row]));
    }
  }
  list = std::move(decoded);
}

void decodeAll(WordList& words, std::vector<RawColumn>& columns, const std::string& encoding) {
  TextDecoder decoder(encoding);
  decodeList(words, decoder);
  for (RawColumn& column : columns) {
    column.name = decoder.decode(column.name);
    decodeList(column.cells, decoder);
  }
}

/// What of some words is beyond ASCII, and what of that is no UTF-8.
struct Foreign {
  std::size_t beyondAscii = 0, broken = 0, firstRow = 0;
  std::string sample;  // of what is beyond ASCII, a word a line
};

void look(const WordList& list, Foreign& seen) {
  constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
  if (isAscii(list.text())) return;
  for (std::size_t row = 0; row < list.size(); ++row) {
    const std::string_view word = list[row];
    if (isAscii(word)) continue;
    ++seen.beyondAscii;
    if (seen.sample.size() + word.size() < kSampleBytes) seen.sample.append(word).append("\n");
    if (isUtf8(word)) continue;
    if (seen.broken++ == 0) seen.firstRow = row + 1;
  }
}

}  // namespace

void decodeTexts(WordList& words, std::vector<RawColumn>& columns, TableSource& source) {
  const auto& wanted = source.options.encoding;
  if (wanted) {
    if (keepsAscii(*wanted))
      decodeAll(words, columns, *wanted);  // others were decoded before lines were told
    return;
  }
  Foreign seen;
  look(words, seen);
  for (const RawColumn& column : columns) look(column.cells, seen);
  if (seen.broken == 0) return;
  const auto guess = 2 * seen.broken > seen.beyondAscii ? guessEncoding(seen.sample) : std::nullopt;
  if (!guess) {
    source.warnings.push_back(
        fmt::format("{} of {} words beyond ASCII are no UTF-8 (first: row {}) and are shown with U+FFFD; "
                    "--encoding NAME says what "
                    "they are in",
                    base::groupedText(seen.broken), base::groupedText(seen.beyondAscii),
                    base::groupedText(seen.firstRow)));
    return;
  }
  decodeAll(words, columns, guess->name);
  source.warnings.push_back(
      fmt::format("{} words are no UTF-8 and were read as {}, sure by {} %; --encoding NAME reads "
                  "them otherwise",
                  base::groupedText(seen.broken), base::displayText(guess->name), guess->surePercent));
}

std::uint64_t numberRepeats(WordList& words) {
  std::unordered_set<std::string_view> there;
  bool repeats = false;
  for (std::size_t row = 0; row < words.size() && !repeats; ++row)
    repeats = !there.insert(words[row]).second && !words[row].empty();
  if (!repeats) return 0;
  std::unordered_map<std::string_view, std::size_t> times;
  for (std::size_t row = 0; row < words.size(); ++row) there.insert(words[row]);
  std::unordered_set<std::string> made;
  WordList numbered;
  numbered.reserve(words.size());
  std::uint64_t count = 0;
  for (std::size_t row = 0; row < words.size(); ++row) {
    std::size_t& time = times[words[row]];
    if (++time == 1 || words[row].empty()) {
      numbered.push_back(words[row]);
      continue;
    }
    std::string name = fmt::format("{} ({})", words[row], time);
    while (there.contains(name) || made.contains(name)) name = fmt::format("{} ({})", words[row], ++time);
    numbered.push_back(name);
    made.insert(std::move(name));
    ++count;
  }
  words = std::move(numbered);
  return count;
}

}  // namespace es::model
