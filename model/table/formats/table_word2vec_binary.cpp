#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "model/files/byte_stream.h"
#include "model/files/line_reader.h"
#include "model/files/text_encoding.h"
#include "model/table/formats/table_formats.h"
#include "model/table/table_finish.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

using math::Index;

constexpr std::string_view kName = "word2vec-binary";

struct Header {
  std::size_t rows = 0;
  std::size_t dims = 0;
  std::uint64_t bytes = 0;  // where the first row begins
};

/// The header, believed only as far as the file's size allows; of a packed one the size is not known.
Header readHeader(const TableInput& input) {
  constexpr std::size_t kLongestHeader = 64;
  LineReader lines(input, base::ignoreProgress());
  const std::string first(lines.next(kLongestHeader).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts) {
    throw base::fileError(input.path(),
                          {"line 1", "two whole numbers, rows and dimensions", base::inQuotes(first)});
  }
  const auto dims = parsePositive(counts->dims, kLargestDims);
  if (!dims) {
    throw base::fileError(input.path(), {"line 1", "1 to " + base::groupedText(kLargestDims) + " dimensions",
                                         base::inQuotes(counts->dims)});
  }
  const std::uint64_t begin = lines.offset();
  const std::uint64_t smallestRow = *dims * sizeof(float) + 1;  // a space before the vector
  const std::uint64_t size = input.knownSize().value_or(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t possible = (size - begin) / smallestRow;
  const auto rows = parsePositive(counts->rows, static_cast<std::size_t>(possible));
  if (!rows) {
    throw base::fileError(
        input.path(),
        {"line 1", "rows from 1 to the " + base::groupedText(possible) + " that the file has bytes for",
         base::inQuotes(counts->rows) + " rows of " + base::groupedText(*dims) + " dimensions"});
  }
  return {*rows, *dims, begin};
}

/// Whether numbers of this type look like those of a vector: finite, none above a million, and small ones
/// only where they are zero. Bytes of text, or numbers of another type, do not, but for one in thousands.
template <typename Number>
bool isPlausible(const char* bytes, std::size_t count, bool swapped = false) {
  constexpr double kLargest = 1e6, kSmallest = 1e-12;
  std::size_t tiny = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<char, sizeof(Number)> one{};
    std::memcpy(one.data(), bytes + i * sizeof(Number), sizeof(Number));
    if (swapped) std::ranges::reverse(one);
    const double size = std::abs(static_cast<double>(std::bit_cast<Number>(one)));
    if (!(size <= kLargest)) return false;
    const bool isTiny = size < kSmallest && size != 0;
    if (isTiny && i == 0) return false;  // a letter or two and a space
    tiny += isTiny ? 1 : 0;
  }
  return 8 * tiny <= count;
}

bool isText(std::string_view bytes) {
  const bool hasControl =
      std::ranges::any_of(bytes, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
  return !hasControl && isUtf8(bytes);
}

/// How many of the first rows hold together when the numbers are of this type: a word that is text, then
/// numbers that look like some.
template <typename Number>
std::size_t rowsThatFit(std::string_view bytes, std::size_t dims, bool swapped) {
  constexpr std::size_t kRows = 16;
  std::size_t rows = 0;
  while (rows < kRows) {
    while (bytes.starts_with('\n')) bytes.remove_prefix(1);
    const std::size_t space = bytes.find(' ');
    const std::size_t size = dims * sizeof(Number);
    if (space == std::string_view::npos || bytes.size() - space - 1 < size || !isText(bytes.substr(0, space)))
      break;
    if (!isPlausible<Number>(bytes.data() + space + 1, dims, swapped)) break;
    bytes.remove_prefix(space + 1 + size);
    ++rows;
  }
  return rows;
}

/// Numbers of another type give nonsense without a fault: where the first rows make no sense as float32, but
/// as another, the file is refused by that name.
void refuseOtherNumbers(const TableInput& input, const Header& header) {
  const TableSample sample = input.sample();
  const std::string_view bytes =
      sample.bytes.substr(std::min<std::size_t>(header.bytes, sample.bytes.size()));
  const std::size_t enough = std::min<std::size_t>(3, header.rows);
  if (rowsThatFit<float>(bytes, header.dims, false) >= enough) return;
  const auto refuse = [&](const char* what) {
    throw base::fileError(input.path(),
                          {"byte " + base::groupedText(header.bytes), "little-endian float32 numbers",
                           std::string(what) + ": save them as float32, or as text"});
  };
  if (rowsThatFit<float>(bytes, header.dims, true) >= enough) refuse("big-endian float32");
  if (rowsThatFit<double>(bytes, header.dims, false) >= enough) refuse("float64");
  if (rowsThatFit<double>(bytes, header.dims, true) >= enough) refuse("big-endian float64");
  if (rowsThatFit<Eigen::half>(bytes, header.dims, false) >= enough) refuse("float16");
}

/// Words of which most are no text come of bytes that were read wrongly.
void refuseWordsThatAreNoText(const TableInput& input, const WordList& words) {
  constexpr std::size_t kFewest = 8, kLooked = 1000;
  std::size_t broken = 0, first = 0;
  const std::size_t looked = std::min(words.size(), kLooked);
  for (std::size_t row = 0; row < looked; ++row) {
    const bool hasControl =
        std::ranges::any_of(words[row], [](char c) { return static_cast<unsigned char>(c) < ' '; });
    if (hasControl && broken++ == 0) first = row;
  }
  if (looked < kFewest || 2 * broken < looked) return;
  throw base::fileError(
      input.path(),
      {"row " + base::groupedText(first + 1), "words before the numbers",
       base::inQuotes(words[first]) + ", as are " + base::groupedText(broken) + " of the first " +
           base::groupedText(looked) + ": numbers of another type or dimension"});
}

/// Where the vector of a row lies in the bytes at hand.
struct FoundRow {
  std::size_t row = 0;
  const char* numbers = nullptr;
};

/// Finds the rows one after another, which their words' lengths demand, and copies their vectors on all
/// threads.
class RowReader {
 public:
  RowReader(const TableInput& input, const Header& header, const base::Progress& progress)
      : m_input(input), m_header(header), m_stream(input, progress, kChunkBytes) {
    while (m_stream.buffered().size() < header.bytes && m_stream.more()) continue;
    m_stream.consume(header.bytes);
    const std::size_t believed = input.knownSize() ? header.rows : std::min(header.rows, kPackedRows);
    m_words.reserve(believed);
    m_rows.resize(static_cast<Index>(believed), static_cast<Index>(header.dims));
  }

  /// The first `rows`.
  void read(std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) readRow(row);
    copyFound();
    m_rows.conservativeResize(static_cast<Index>(rows), Eigen::NoChange);
  }

  /// How many bytes follow the last row, but for a line feed.
  std::uint64_t bytesLeft() {
    skipLineFeeds();
    while (m_stream.more()) m_stream.consume(m_stream.buffered().size());
    return m_stream.offset() + m_stream.buffered().size() - m_end;
  }

  TableParts take() && { return {.words = std::move(m_words), .rows = std::move(m_rows)}; }

 private:
  static constexpr std::size_t kChunkBytes = std::size_t{4} << 20;
  static constexpr std::size_t kPackedRows = 4096;  // made room for before any is there

  [[nodiscard]] std::string rowPhrase(std::uint64_t row) const {
    return " of row " + base::groupedText(row + 1) + " of " + base::groupedText(m_header.rows);
  }

  /// Reads more; what was found in the bytes at hand, which move, is copied before.
  bool more() {
    copyFound();
    return m_stream.more();
  }

  void copyFound() {
    constexpr std::size_t kPartBytes = std::size_t{1} << 18;
    const std::size_t rowBytes = m_header.dims * sizeof(float);
    const std::size_t partRows = std::max<std::size_t>(1, kPartBytes / rowBytes);
    const std::span<const FoundRow> found(m_found);
    if (!found.empty() && found.back().row >= static_cast<std::size_t>(m_rows.rows())) {
      const std::size_t grown = std::min(m_header.rows, 2 * (found.back().row + 1));
      m_rows.conservativeResize(static_cast<Index>(grown), Eigen::NoChange);
    }
    base::inParallel(static_cast<Index>((found.size() + partRows - 1) / partRows), [&](Index part) {
      const std::size_t first = static_cast<std::size_t>(part) * partRows;
      for (const FoundRow& one : found.subspan(first, std::min(partRows, found.size() - first)))
        std::memcpy(m_rows.data() + one.row * m_header.dims, one.numbers, rowBytes);
    });
    m_found.clear();
  }

  void readRow(std::size_t row) {
    readWord(row);
    const std::uint64_t begin = m_stream.offset();
    const std::size_t bytes = m_header.dims * sizeof(float);
    while (m_stream.buffered().size() < bytes && more()) continue;
    if (m_stream.buffered().size() < bytes) {
      throw base::fileError(
          m_input.path(),
          {"byte " + base::groupedText(begin), base::groupedText(m_header.dims) + " float32" + rowPhrase(row),
           "the end of the file; " + base::groupedText(row) + " rows are whole"});
    }
    m_found.push_back({row, m_stream.buffered().data()});
    m_stream.consume(bytes);
  }

  /// Some writers end each vector with a line feed, some do not; no word begins with one.
  void skipLineFeeds() {
    while (!m_stream.buffered().empty() || more()) {
      if (m_stream.buffered().front() != '\n') break;
      m_stream.consume(1);
    }
    m_end = m_stream.offset();
  }

  void readWord(std::uint64_t row) {
    skipLineFeeds();
    std::size_t scanned = 0;
    while (true) {
      const auto bytes = m_stream.buffered();
      const std::size_t end = std::string_view(bytes.data(), bytes.size()).find(' ', scanned);
      scanned = end == std::string_view::npos ? bytes.size() : end;
      if (scanned > kLargestWordBytes)
        refuseWord(row, "none within " + base::groupedText(kLargestWordBytes) + " bytes");
      if (end != std::string_view::npos && wordEnds(end)) break;
      if (end != std::string_view::npos) {
        ++scanned;
        continue;
      }
      if (!more()) refuseWord(row, "the end of the file; " + base::groupedText(row) + " rows are whole");
    }
    m_words.push_back({m_stream.buffered().data(), scanned});
    m_stream.consume(scanned + 1);
  }

  /// Whether the space at `at` ends the word: what follows must look like numbers. Words of several words
  /// ("new york") hold others.
  bool wordEnds(std::size_t at) {
    constexpr std::size_t kLongestName = 512;  // of bytes: looking further would find numbers anywhere
    const std::size_t looked = std::min<std::size_t>(m_header.dims, 16);  // of a vector: enough to tell
    const std::size_t needed = at + 1 + m_header.dims * sizeof(float);
    while (m_stream.buffered().size() < needed && more()) continue;
    const auto bytes = m_stream.buffered();
    if (bytes.size() < needed || at > kLongestName) return true;
    if (isPlausible<float>(bytes.data() + at + 1, looked)) return true;
    const std::string_view rest(bytes.data() + at + 1, std::min(kLongestName, bytes.size() - at - 1));
    for (std::size_t space = rest.find(' '); space != std::string_view::npos;
         space = rest.find(' ', space + 1)) {
      const std::size_t from = at + 2 + space;
      if (bytes.size() < from + m_header.dims * sizeof(float)) break;
      if (!isText({bytes.data(), from - 1})) break;
      if (isPlausible<float>(bytes.data() + from, looked)) return false;
    }
    return true;  // no other place is better
  }

  [[noreturn]] void refuseWord(std::uint64_t row, const std::string& found) const {
    throw base::fileError(m_input.path(), {"byte " + base::groupedText(m_stream.offset()),
                                           "a space after the word" + rowPhrase(row), found});
  }

  const TableInput& m_input;
  const Header& m_header;
  ByteStream m_stream;
  WordList m_words;
  math::RowMatrix m_rows;
  std::vector<FoundRow> m_found;  // in the bytes at hand, not copied yet
  std::uint64_t m_end = 0;        // of the rows that were read, with line feeds
};

/// A line `count dims` is word2vec's; what stands behind it was no text, or that format would have taken it.
bool recognises(const TableSample& sample) {
  std::string_view rest = sample.text;
  return parseCountLine(takeLine(rest)).has_value();
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const Header header = readHeader(input);
  refuseOtherNumbers(input, header);
  const std::size_t wanted = std::min(header.rows, input.options().words.value_or(header.rows));
  if (input.knownSize()) {
    requireMemory(input.path(),
                  static_cast<double>(wanted) * static_cast<double>(header.dims) * sizeof(float));
  }
  RowReader reader(input, header, progress);
  reader.read(wanted);
  TableSource source = sourceOf(input, kName);
  const std::uint64_t left = wanted == header.rows ? reader.bytesLeft() : 0;
  if (left > 0)
    source.warnings.push_back(base::groupedText(left) + " bytes after the last row were not read");
  TableParts parts = std::move(reader).take();
  refuseWordsThatAreNoText(input, parts.words);
  return finishTable(std::move(parts), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kWord2vecBinary{kName, recognises, read, {}};

}  // namespace es::model
