#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/progress.h"
#include "math/types.h"
#include "model/files/byte_file.h"

namespace es::model {

/// A regular file open for reading. Its size is what it was when it was opened: a file that shrinks meanwhile
/// is an es::Error at the read that misses bytes, one that grows is read up to the old size. What is mapped
/// instead of read is a FileMapping.
class InputFile : public ByteFile {
 public:
  /// Throws es::Error: missing, unreadable, empty, a folder, a pipe or a device (neither is opened), or
  /// sparse.
  explicit InputFile(const std::filesystem::path& path);
  /// An open file without a name, such as one that holds what was packed; `path` is for messages.
  InputFile(std::string path, int descriptor);
  ~InputFile() override;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  [[nodiscard]] const std::string& path() const override { return m_path; }
  [[nodiscard]] std::unique_ptr<ByteSource> bytes() const override;
  [[nodiscard]] std::optional<std::uint64_t> knownSize() const override { return m_size; }
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

}  // namespace es::model
