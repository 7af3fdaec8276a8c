#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "model/files/input_file.h"
#include "model/files/mapping_guard.h"

namespace es::model {

/// Bytes of a file as the system keeps them, mapped and not copied: they take no memory of the program's own,
/// and a file may be larger than memory. Whoever replaces the file by renaming another one over it changes
/// nothing here. Whoever cuts or rewrites the file itself does: what is missing then reads as zeros, and
/// requireIntact says so.
class FileMapping {
 public:
  /// Null where the system does not map this file: then it has to be read. offset + bytes must lie within the
  /// file, bytes >= 1 (asserted).
  static std::shared_ptr<const FileMapping> make(const InputFile& file, std::uint64_t offset,
                                                 std::size_t bytes);
  ~FileMapping();
  FileMapping(const FileMapping&) = delete;
  FileMapping& operator=(const FileMapping&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

  /// Gives the pages back to the system, which reads them again (or still has them) when they are needed.
  void release() const;

  /// Throws es::Error when the file is no longer what it was when it was opened. Takes a microsecond.
  void requireIntact() const;

 private:
  FileMapping(const InputFile& file, int descriptor, std::span<const std::byte> pages, std::size_t skipped,
              MappingGuard guard);

  std::string m_path;
  std::uint64_t m_fileSize = 0;
  timespec m_modified = {};
  int m_descriptor = -1;               // kept open: the name may come to mean another file
  std::span<const std::byte> m_pages;  // from a page's boundary on
  std::span<const std::byte> m_bytes;
  std::optional<MappingGuard> m_guard;  // gone before the pages are
};

}  // namespace es::model
