#include <algorithm>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "model/files/line_reader.h"
#include "model/table/table_finish.h"
#include "model/table/table_formats.h"
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

/// The header, believed only as far as the file's size allows.
Header readHeader(const InputFile& file) {
  constexpr std::size_t kLongestHeader = 64;
  LineReader lines(file, base::ignoreProgress());
  const std::string first(lines.next(kLongestHeader).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts) {
    throw base::fileError(file.path(),
                          {"line 1", "two whole numbers, rows and dimensions", base::inQuotes(first)});
  }
  const auto dims = parsePositive(counts->dims, kLargestDims);
  if (!dims) {
    throw base::fileError(file.path(), {"line 1", "1 to " + base::groupedText(kLargestDims) + " dimensions",
                                        base::inQuotes(counts->dims)});
  }
  const std::uint64_t begin = lines.offset();
  const std::uint64_t smallestRow = *dims * sizeof(float) + 1;  // a space before the vector
  const std::uint64_t possible = (file.size() - begin) / smallestRow;
  const auto rows = parsePositive(counts->rows, static_cast<std::size_t>(possible));
  if (!rows) {
    throw base::fileError(
        file.path(),
        {"line 1", "rows from 1 to the " + base::groupedText(possible) + " that the file has bytes for",
         base::inQuotes(counts->rows) + " rows of " + base::groupedText(*dims) + " dimensions"});
  }
  return {*rows, *dims, begin};
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
  RowReader(const InputFile& file, const Header& header, const base::Progress& progress)
      : m_file(file), m_header(header), m_stream(file, header.bytes, progress, kChunkBytes) {
    m_words.reserve(header.rows);
    m_rows.resize(static_cast<Index>(header.rows), static_cast<Index>(header.dims));
  }

  void readAll() {
    for (std::size_t row = 0; row < m_header.rows; ++row) readRow(row);
    copyFound();
  }

  /// How many bytes follow the last row, but for a line feed.
  std::uint64_t bytesLeft() {
    skipLineFeeds();
    return m_stream.left();
  }

  TableParts take() && { return {std::move(m_words), std::move(m_rows), {}}; }

 private:
  static constexpr std::size_t kChunkBytes = std::size_t{4} << 20;

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
    if (bytes > m_stream.left()) {
      throw base::fileError(
          m_file.path(),
          {"byte " + base::groupedText(begin), base::groupedText(m_header.dims) + " float32" + rowPhrase(row),
           "the end of the file; " + base::groupedText(row) + " rows are whole"});
    }
    while (m_stream.buffered().size() < bytes) more();
    m_found.push_back({row, m_stream.buffered().data()});
    m_stream.consume(bytes);
  }

  /// Some writers end each vector with a line feed, some do not; no word begins with one.
  void skipLineFeeds() {
    while (!m_stream.buffered().empty() || more()) {
      if (m_stream.buffered().front() != '\n') return;
      m_stream.consume(1);
    }
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
      if (end != std::string_view::npos) break;
      if (!more()) refuseWord(row, "the end of the file; " + base::groupedText(row) + " rows are whole");
    }
    m_words.push_back({m_stream.buffered().data(), scanned});
    m_stream.consume(scanned + 1);
  }

  [[noreturn]] void refuseWord(std::uint64_t row, const std::string& found) const {
    throw base::fileError(m_file.path(), {"byte " + base::groupedText(m_stream.offset()),
                                          "a space after the word" + rowPhrase(row), found});
  }

  const InputFile& m_file;
  const Header& m_header;
  ByteStream m_stream;
  WordList m_words;
  math::RowMatrix m_rows;
  std::vector<FoundRow> m_found;  // in the bytes at hand, not copied yet
};

/// A line `count dims` is word2vec's; what stands behind it was no text, or that format would have taken it.
bool recognises(const TableSample& sample) {
  std::string_view rest = sample.text;
  return parseCountLine(takeLine(rest)).has_value();
}

EmbeddingTable read(const InputFile& file, const base::Progress& progress) {
  const Header header = readHeader(file);
  requireMemory(file.path(),
                static_cast<double>(header.rows) * static_cast<double>(header.dims) * sizeof(float));
  RowReader reader(file, header, progress);
  reader.readAll();
  TableSource source = sourceOf(file, kName);
  if (const std::uint64_t left = reader.bytesLeft(); left > 0)
    source.warnings.push_back(base::groupedText(left) + " bytes after the last row were not read");
  return finishTable(std::move(reader).take(), std::move(source), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kWord2vecBinary{kName, recognises, read};

}  // namespace es::model
