#pragma once

#include <optional>
#include <string_view>

#include "base/progress.h"
#include "model/files/byte_file.h"
#include "model/files/byte_stream.h"

namespace es::model {

/// The lines of a text file, without line feed, carriage return before it, and the byte order mark at the
/// beginning.
class LineReader {
 public:
  LineReader(const ByteFile& file, const base::Progress& progress);

  /// The next line, valid until the next call; nothing at the end of the file. Throws es::Error for a line of
  /// more than `cap` bytes, of which no more than that is read.
  std::optional<std::string_view> next(std::size_t cap);

  [[nodiscard]] std::uint64_t number() const {
    return m_number;
  }  // of the line that `next` gave last, from 1
  [[nodiscard]] std::uint64_t offset() const { return m_stream.offset(); }

 private:
  const ByteFile& m_file;
  ByteStream m_stream;
  std::uint64_t m_number = 0;
};

}  // namespace es::model
