#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/progress.h"
#include "model/files/byte_file.h"

namespace es::model {

/// A file read from front to back through a buffer.
class ByteStream {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  /// Reads `chunkBytes` at a time. Both references must outlive the stream.
  ByteStream(const ByteFile& file, const base::Progress& progress, std::size_t chunkBytes = kChunkBytes);

  /// The bytes at hand, not consumed yet. Valid until the next call of `more`.
  [[nodiscard]] std::span<const char> buffered() const {
    return std::span(m_buffer).subspan(m_begin, m_end - m_begin);
  }

  /// Reads another chunk behind the bytes at hand; false when the file has no more.
  bool more();

  /// Whether the file has no more, as far as that is known: it may end just behind what was read.
  [[nodiscard]] bool ended() const { return m_ended; }

  void consume(std::size_t bytes) { m_begin += bytes; }

  [[nodiscard]] std::uint64_t offset() const {
    return m_fileOffset - (m_end - m_begin);
  }  // of the first byte at hand

 private:
  std::unique_ptr<ByteSource> m_source;
  const base::Progress& m_progress;
  std::size_t m_chunkBytes;
  std::vector<char> m_buffer;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
  std::uint64_t m_fileOffset = 0;  // behind the last buffered byte
  bool m_ended = false;
};

}  // namespace es::model
