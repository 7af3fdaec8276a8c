#include "model/files/line_reader.h"

#include <cstring>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "base/utf8.h"

namespace es::model {

LineReader::LineReader(const ByteFile& file, const base::Progress& progress)
    : m_file(file), m_stream(file, progress) {
  m_stream.more();
  const auto bytes = m_stream.buffered();
  if (std::string_view(bytes.data(), bytes.size()).starts_with(base::kByteOrderMark))
    m_stream.consume(base::kByteOrderMark.size());
}

std::optional<std::string_view> LineReader::next(std::size_t cap) {
  ++m_number;
  std::size_t scanned = 0;
  while (true) {
    auto bytes = m_stream.buffered();
    const auto* feed =
        bytes.size() == scanned
            ? nullptr
            : static_cast<const char*>(std::memchr(bytes.data() + scanned, '\n', bytes.size() - scanned));
    scanned = feed ? static_cast<std::size_t>(feed - bytes.data()) : bytes.size();
    if (scanned > cap) {
      throw base::fileError(
          m_file.path(), {"line " + base::groupedText(m_number),
                          "at most " + base::groupedText(cap) + " bytes a line", "no line end within them"});
    }
    if (!feed && m_stream.more()) continue;
    if (!feed) bytes = m_stream.buffered();  // `more` moves them, also where the file has no more
    if (!feed && bytes.empty()) return std::nullopt;
    m_stream.consume(scanned + (feed ? 1 : 0));
    const std::string_view line(bytes.data(), scanned);
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  }
}

}  // namespace es::model
