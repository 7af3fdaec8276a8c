#include "base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "base/file_error.h"

namespace es::base {
namespace {

namespace fs = std::filesystem;

/// A new file beside `target` that is gone again unless it was renamed over it.
class PartialFile {
 public:
  PartialFile(const fs::path& target, Readers readers) : m_target(target) {
    struct stat old = {};
    const bool exists = ::stat(m_target.c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode))
      throw fileError(m_target.string(), {"", "a file to write", "a folder, pipe or device"});
    create(readers == Readers::Owner ? 0600 : 0666);
    if (exists && readers == Readers::Usual) ::fchmod(m_descriptor, old.st_mode & 07777);
  }

  ~PartialFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_renamed) ::unlink(m_path.c_str());
  }

  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t put = ::write(m_descriptor, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) fail();
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
  }

  /// To the disk, then under the name of the target.
  void publish(Writing writing) {
    if (::fsync(m_descriptor) != 0) fail();
    publishFile(m_path, m_target, writing);
    m_renamed = true;
    syncFolder();
  }

 private:
  void create(mode_t rights) {
    constexpr int kTries = 1000;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      m_path = m_target;
      m_path += fmt::format(".{}-{}.part", ::getpid(), attempt);
      m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights);
      if (m_descriptor >= 0) return;
      if (errno != EEXIST) break;
    }
    fail();
  }

  /// So that the new name survives a power cut. Some file systems cannot: the content is safe either way.
  void syncFolder() const {
    const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  }

  [[noreturn]] void fail() const { throw systemError(m_target.string(), "write", errno); }

  fs::path m_target;
  fs::path m_path;
  int m_descriptor = -1;
  bool m_renamed = false;
};

/// Writing to a link changes the file it leads to, there or not, and not the link.
fs::path followLink(fs::path path) {
  constexpr int kMostLinks = 40;  // as many as the kernel follows
  std::error_code error;
  for (int links = 0; links < kMostLinks && fs::is_symlink(path, error); ++links) {
    const fs::path target = fs::read_symlink(path, error);
    if (error) break;
    path = path.parent_path() / target;  // an absolute one replaces it
  }
  return path;
}

void makeFolders(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return;
  makeFolders(folder.parent_path());
  ::mkdir(folder.c_str(), 0700);  // what fails here fails where the file is made, with its reason
}

}  // namespace

void writeFileAtomically(const fs::path& path, const std::function<void(const PutBytes&)>& produce,
                         Writing writing, Readers readers) {
  const fs::path target = writing == Writing::OnlyNew ? path : followLink(path);
  if (readers == Readers::Owner) makeFolders(target.parent_path());
  PartialFile file(target, readers);
  produce([&file](std::span<const std::byte> bytes) { file.write(bytes); });
  file.publish(writing);
}

void writeFileAtomically(const fs::path& path, std::span<const std::span<const std::byte>> pieces,
                         Writing writing, Readers readers) {
  const auto all = [pieces](const PutBytes& put) {
    for (const auto piece : pieces) put(piece);
  };
  writeFileAtomically(path, all, writing, readers);
}

void writeFileAtomically(const fs::path& path, std::span<const std::byte> bytes, Writing writing,
                         Readers readers) {
  writeFileAtomically(path, std::span(&bytes, 1), writing, readers);
}

void writeFileAtomically(const fs::path& path, std::string_view text, Writing writing, Readers readers) {
  writeFileAtomically(path, std::as_bytes(std::span(text)), writing, readers);
}

void publishFile(const fs::path& partial, const fs::path& target, Writing writing) {
  if (writing == Writing::MayReplace) {
    if (::rename(partial.c_str(), target.c_str()) != 0) throw systemError(target.string(), "write", errno);
    return;
  }
  if (::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) throw systemError(target.string(), "write", errno);
  // A file system that cannot: a second name is only made where there is none, and the first one goes.
  if (::link(partial.c_str(), target.c_str()) != 0) throw systemError(target.string(), "write", errno);
  ::unlink(partial.c_str());
}

}  // namespace es::base
