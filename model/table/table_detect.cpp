#include <algorithm>
#include <cstring>

#include "base/display_text.h"
#include "base/file_error.h"
#include "model/table/table_formats.h"
#include "model/table/text_row.h"
#include "model/table/vocabulary.h"

namespace es::model {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string readSample(const InputFile& file) {
  std::string sample(static_cast<std::size_t>(std::min<std::uint64_t>(kSampleBytes, file.size())), '\0');
  file.read(0, std::as_writable_bytes(std::span(sample)));
  return sample;
}

/// Known files that are no tables, each with what to do about it.
void refuseKnownOthers(const InputFile& file, std::string_view sample) {
  using namespace std::string_view_literals;
  static constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
      {"\xFF\xFE"sv, "UTF-16 text: save it as UTF-8"},
      {"\xFE\xFF"sv, "UTF-16 text: save it as UTF-8"},
      {"\x1F\x8B"sv, "a gzip archive: unpack it first"},
      {"PK\x03\x04"sv, "a zip archive: unpack it first"},
      {"BZh"sv, "a bzip2 archive: unpack it first"},
      {"\xFD\x37zXZ"sv, "an xz archive: unpack it first"},
      {"GGUF"sv, "a GGUF model"},
      {"\x93NUMPY"sv, "a NumPy array, which has no words"}};
  for (const auto& [magic, what] : kOthers) {
    if (sample.starts_with(magic))
      throw base::fileError(file.path(), {"", "a table of vectors", std::string(what)});
  }
}

/// UTF-16 without a byte order mark: of mostly Latin text every other byte is zero.
bool looksLikeUtf16(std::string_view sample) {
  constexpr std::size_t kFewest = 8;
  if (sample.size() < kFewest) return false;
  const std::string_view start = sample.substr(0, 2 * kFewest);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  return fewer == 0 && 2 * more >= start.size() - 2;
}

/// A header length below 4 GiB leaves four zero bytes, which no text has; a larger one before a '{' is a
/// broken file of the same format.
bool looksLikeSafetensors(std::string_view sample) {
  if (sample.size() < 9) return false;
  const std::string_view upper = sample.substr(4, 4);
  const bool isSmall = upper.find_first_not_of('\0') == std::string_view::npos;
  const bool isText = std::ranges::all_of(sample.substr(0, 8), [](char c) { return c >= ' ' && c < '\x7F'; });
  return isSmall || (sample[8] == '{' && !isText);
}

/// Takes the first line off `text`.
std::string_view takeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool anyLineIsARow(std::string_view text, std::size_t dims) {
  std::vector<float> numbers(dims);
  while (!text.empty()) {
    if (parseTextRow(takeLine(text), numbers).fault == RowFault::None) return true;
  }
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

/// Behind a line `count dims` stand rows of text, or words with binary vectors.
TableFormat detectWord2vec(std::string_view rest, const CountLine& counts) {
  const std::size_t dims = parsePositive(counts.dims, kSampleBytes).value_or(1);
  if (anyLineIsARow(rest, dims) || looksLikeText(rest)) return TableFormat::Word2vecText;
  return TableFormat::Word2vecBinary;
}

/// At least half of the lines end in a number. A sample that is cut within a line is looked at up to the cut.
bool looksLikeRows(std::string_view text) {
  if (text.size() >= kSampleBytes - kByteOrderMark.size()) text = text.substr(0, text.find_last_of(" \t\n"));
  std::size_t lines = 0;
  std::size_t rows = 0;
  while (!text.empty()) {
    const std::string_view line = takeLine(text);
    lines += isBlank(line) ? 0 : 1;
    rows += endsLikeARow(line) ? 1 : 0;
  }
  return rows > 0 && 2 * rows >= lines;
}

}  // namespace

TableFormat detectFormat(const InputFile& file) {
  const std::string sample = readSample(file);
  std::string_view text = sample;
  refuseKnownOthers(file, text);
  if (looksLikeUtf16(text))
    throw base::fileError(file.path(), {"", "a table of vectors", "UTF-16 text: save it as UTF-8"});
  if (looksLikeSafetensors(text)) return TableFormat::Safetensors;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string_view rest = text;
  if (const auto counts = parseCountLine(takeLine(rest))) return detectWord2vec(rest, *counts);
  if (looksLikeRows(text)) return TableFormat::GloveText;
  throw base::fileError(file.path(),
                        {"", "a table of vectors (safetensors, GloVe, word2vec or fastText)",
                         "content of another kind: " + base::inQuotes(text.substr(0, text.find('\n')))});
}

}  // namespace es::model
