#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "model/files/byte_file.h"
#include "model/files/input_file.h"

namespace es::model {

/// How a file that begins with these bytes is packed: "gzip", "bzip2", "xz", "zstd", "zip", "tar"; empty
/// where it is not.
std::string_view packingOf(std::string_view sample);

/// One file in a packed one. A single compressed file has one member, without a name.
struct PackedMember {
  std::string name;
  std::size_t index = 0;  // among all entries
};

/// What lies in a packed file, unpacked as it is read (libarchive): never more in memory than a window of it.
class PackedFile : public ByteFile {
 public:
  /// `file` must outlive this.
  PackedFile(const InputFile& file, PackedMember member);

  [[nodiscard]] const std::string& path() const override { return m_path; }
  /// Throws es::Error for what is cut, damaged, encrypted, or unpacks to over 64 MiB and 1,000 times its
  /// size.
  [[nodiscard]] std::unique_ptr<ByteSource> bytes() const override;
  [[nodiscard]] std::optional<std::uint64_t> knownSize() const override { return std::nullopt; }

 private:
  const InputFile& m_file;
  PackedMember m_member;
  std::string m_path;
};

/// Shows every member that is a file, and the source of its bytes, to `see`, which returns whether to go on.
/// Folders and what systems add of their own (`__MACOSX`, `._name`) are passed over. Throws es::Error as
/// PackedFile does, for links and devices, names that lead out of the archive, and more than 10,000 entries.
void eachMember(const InputFile& file,
                const std::function<bool(const PackedMember& member, ByteSource& bytes)>& see);

/// The whole of `packed` in a file without a name in the system's folder for temporary files, which goes with
/// the program: for what is read at any place, or mapped.
std::unique_ptr<InputFile> unpacked(const ByteFile& packed, const base::Progress& progress);

}  // namespace es::model
