#include <cstring>
#include <utility>

#include "model/file_error.h"
#include "model/line_reader.h"
#include "model/table_finish.h"
#include "model/table_formats.h"
#include "model/text_row.h"

namespace es::model {
namespace {

using math::Index;

struct Header {
  std::size_t rows = 0;
  std::size_t dims = 0;
  std::uint64_t bytes = 0;  // where the first row begins
};

/// The header, believed only as far as the file's size allows.
Header readHeader(const InputFile& file) {
  constexpr std::size_t kLongestHeader = 64;
  LineReader lines(file, math::ignoreProgress());
  const std::string first(lines.next(kLongestHeader).value_or(""));
  const auto counts = parseCountLine(first);
  if (!counts)
    throw fileError(file.path(), {"line 1", "two whole numbers, rows and dimensions", inQuotes(first)});
  const auto dims = parsePositive(counts->dims, kLargestDims);
  if (!dims) {
    throw fileError(file.path(),
                    {"line 1", "1 to " + grouped(kLargestDims) + " dimensions", inQuotes(counts->dims)});
  }
  const std::uint64_t begin = lines.offset();
  const std::uint64_t smallestRow = *dims * sizeof(float) + 1;  // a space before the vector
  const std::uint64_t possible = (file.size() - begin) / smallestRow;
  const auto rows = parsePositive(counts->rows, static_cast<std::size_t>(possible));
  if (!rows) {
    throw fileError(file.path(),
                    {"line 1", "rows from 1 to the " + grouped(possible) + " that the file has bytes for",
                     inQuotes(counts->rows) + " rows of " + grouped(*dims) + " dimensions"});
  }
  return {*rows, *dims, begin};
}

class RowReader {
 public:
  RowReader(const InputFile& file, const Header& header, const math::Progress& progress)
      : m_file(file), m_header(header), m_stream(file, header.bytes, progress) {}

  /// The word of row `row` and its vector.
  std::string next(std::uint64_t row, std::span<float> numbers) {
    std::string word = nextWord(row);
    const std::uint64_t begin = m_stream.offset();
    if (!m_stream.take(std::as_writable_bytes(numbers))) {
      throw fileError(m_file.path(),
                      {"byte " + grouped(begin), grouped(numbers.size()) + " float32" + rowPhrase(row),
                       "the end of the file; " + grouped(row) + " rows are whole"});
    }
    return word;
  }

  /// How many bytes follow the last row, but for a line feed.
  std::uint64_t bytesLeft() {
    skipLineFeeds();
    return m_stream.left();
  }

 private:
  std::string rowPhrase(std::uint64_t row) const {
    return " of row " + grouped(row + 1) + " of " + grouped(m_header.rows);
  }

  /// Some writers end each vector with a line feed, some do not; no word begins with one.
  void skipLineFeeds() {
    while (!m_stream.buffered().empty() || m_stream.more()) {
      if (m_stream.buffered().front() != '\n') return;
      m_stream.consume(1);
    }
  }

  std::string nextWord(std::uint64_t row) {
    skipLineFeeds();
    std::size_t scanned = 0;
    while (true) {
      const auto bytes = m_stream.buffered();
      const std::size_t end = std::string_view(bytes.data(), bytes.size()).find(' ', scanned);
      scanned = end == std::string_view::npos ? bytes.size() : end;
      if (scanned > kLargestWordBytes)
        refuseWord(row, "none within " + grouped(kLargestWordBytes) + " bytes");
      if (end != std::string_view::npos) break;
      if (!m_stream.more()) refuseWord(row, "the end of the file; " + grouped(row) + " rows are whole");
    }
    std::string word(m_stream.buffered().data(), scanned);
    m_stream.consume(scanned + 1);
    return word;
  }

  [[noreturn]] void refuseWord(std::uint64_t row, const std::string& found) const {
    throw fileError(m_file.path(),
                    {"byte " + grouped(m_stream.offset()), "a space after the word" + rowPhrase(row), found});
  }

  const InputFile& m_file;
  const Header& m_header;
  ByteStream m_stream;
};

}  // namespace

EmbeddingTable readWord2vecBinary(const InputFile& file, const math::Progress& progress) {
  const Header header = readHeader(file);
  file.requireMemory(static_cast<double>(header.rows) * static_cast<double>(header.dims) * sizeof(float));
  TableParts parts;
  parts.words.reserve(header.rows);
  parts.rows.resize(static_cast<Index>(header.rows), static_cast<Index>(header.dims));
  RowReader reader(file, header, progress);
  for (std::size_t row = 0; row < header.rows; ++row) {
    const auto numbers = std::span(&parts.rows(static_cast<Index>(row), 0), header.dims);
    parts.words.push_back(reader.next(row, numbers));
  }
  TableSource source = sourceOf(file, formatName(TableFormat::Word2vecBinary));
  if (const std::uint64_t left = reader.bytesLeft(); left > 0) {
    source.warnings.push_back(grouped(left) + " bytes after the last row were not read");
  }
  return finishTable(std::move(parts), std::move(source));
}

}  // namespace es::model
