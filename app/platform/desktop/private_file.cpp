#include "app/platform/desktop/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/atomic_file.h"
#include "base/file_error.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

void makeFolders(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return;
  makeFolders(folder.parent_path());
  ::mkdir(folder.c_str(), 0700);  // what fails here fails below, with its reason
}

/// Written whole, to the disk, or false with errno set.
bool writeAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

void writePrivateFile(const fs::path& named, std::string_view text) {
  std::error_code error;  // writing to a link changes the file it leads to
  const fs::path path = fs::is_symlink(named, error) ? fs::weakly_canonical(named, error) : named;
  makeFolders(path.parent_path());
  fs::path partial = path;
  partial += fmt::format(".{}.part", ::getpid());
  const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) throw base::systemError(path.string(), "write", errno);
  const bool written = writeAll(descriptor, text);
  const int failure = errno;
  ::close(descriptor);
  try {
    if (!written) throw base::systemError(path.string(), "write", failure);
    base::publishFile(partial, path, base::Writing::MayReplace);
  } catch (...) {
    ::unlink(partial.c_str());
    throw;
  }
}

}  // namespace es::app
