#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "math/types.h"

namespace es::model {

/// A regular file open for reading. Its size is what it was when it was opened: a file that shrinks meanwhile
/// is an es::Error at the read that misses bytes, one that grows is read up to the old size. What is mapped
/// instead of read is a FileMapping.
class InputFile {
 public:
  /// Throws es::Error: missing, unreadable, empty, a folder, a pipe or a device (neither is opened), or
  /// sparse.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] std::uint64_t size() const { return m_size; }
  [[nodiscard]] timespec modified() const { return m_modified; }  // as it was opened
  [[nodiscard]] int descriptor() const { return m_descriptor; }

  /// Fills `bytes` from `offset` on; offset + bytes.size() must lie within size() (asserted).
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

  /// The same in pieces, with the share of the whole file told to `progress` after each.
  void read(std::uint64_t offset, std::span<std::byte> bytes, const base::Progress& progress) const;

 private:
  std::string m_path;
  std::uint64_t m_size = 0;
  timespec m_modified = {};
  int m_descriptor = -1;
};

/// Throws es::Error when the content of `path` needs more `bytes` of memory than this machine has.
void requireMemory(const std::string& path, double bytes);

/// Of this machine.
double memoryBytes();

/// A file read from front to back through a buffer.
class ByteStream {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  /// Begins at `offset`, reads `chunkBytes` at a time. Both references must outlive the stream.
  ByteStream(const InputFile& file, std::uint64_t offset, const base::Progress& progress,
             std::size_t chunkBytes = kChunkBytes);

  /// The bytes at hand, not consumed yet. Valid until the next call of `more`.
  [[nodiscard]] std::span<const char> buffered() const {
    return std::span(m_buffer).subspan(m_begin, m_end - m_begin);
  }

  /// Reads another chunk behind the bytes at hand; false when the file has no more.
  bool more();

  void consume(std::size_t bytes) { m_begin += bytes; }

  [[nodiscard]] std::uint64_t offset() const {
    return m_fileOffset - (m_end - m_begin);
  }  // of the first byte at hand
  [[nodiscard]] std::uint64_t left() const { return m_file.size() - offset(); }

 private:
  const InputFile& m_file;
  const base::Progress& m_progress;
  std::size_t m_chunkBytes;
  std::vector<char> m_buffer;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
  std::uint64_t m_fileOffset = 0;  // behind the last buffered byte
};

}  // namespace es::model
