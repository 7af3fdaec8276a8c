#include "model/files/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"

namespace es::model {
namespace {

const char* kindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

void requireRegular(const std::string& path, const struct stat& status) {
  if (S_ISREG(status.st_mode)) return;
  throw base::fileError(path, {"", "a file with a table or a model", kindOf(status.st_mode)});
}

/// A file that claims far more bytes than are stored would allocate by its claim. No blocks at all means that
/// the file system does not count them.
void refuseSparse(const std::string& path, const struct stat& status) {
  constexpr std::uint64_t kSmallBytes = std::uint64_t{64} << 20;
  constexpr std::uint64_t kLargestRatio = 16;
  const auto claimed = static_cast<std::uint64_t>(status.st_size);
  const auto stored = static_cast<std::uint64_t>(status.st_blocks) * 512;
  if (claimed < kSmallBytes || stored == 0 || claimed / stored < kLargestRatio) return;
  throw base::fileError(path, {"", "a file that is stored whole",
                               "a sparse one: " + base::groupedText(claimed) + " bytes of which " +
                                   base::groupedText(stored) + " are stored"});
}

/// A file's bytes as they are.
class FileBytes : public ByteSource {
 public:
  explicit FileBytes(const InputFile& file) : m_file(file) {}

  std::size_t read(std::span<char> bytes) override {
    bytes =
        bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_file.size() - m_at)));
    m_file.read(m_at, std::as_writable_bytes(bytes));
    m_at += bytes.size();
    return bytes.size();
  }

  [[nodiscard]] double share() const override {
    return static_cast<double>(m_at) / static_cast<double>(m_file.size());
  }

 private:
  const InputFile& m_file;
  std::uint64_t m_at = 0;
};

}  // namespace

InputFile::InputFile(const std::filesystem::path& path) : m_path(path.string()) {
  struct stat status = {};
  if (::stat(m_path.c_str(), &status) != 0) throw base::systemError(m_path, "open", errno);
  requireRegular(m_path, status);
  // Non-blocking for the case that another file took the name since.
  m_descriptor = ::open(m_path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (m_descriptor < 0) throw base::systemError(m_path, "open", errno);
  try {
    if (::fstat(m_descriptor, &status) != 0) throw base::systemError(m_path, "read", errno);
    requireRegular(m_path, status);
    if (status.st_size == 0) throw base::fileError(m_path, {"", "a table or a model", "an empty file"});
    refuseSparse(m_path, status);
  } catch (...) {
    ::close(m_descriptor);
    throw;
  }
  m_size = static_cast<std::uint64_t>(status.st_size);
  m_modified = status.st_mtim;
}

InputFile::InputFile(std::string path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor) {
  struct stat status = {};
  if (::fstat(m_descriptor, &status) != 0) throw base::systemError(m_path, "read", errno);
  m_size = static_cast<std::uint64_t>(status.st_size);
  m_modified = status.st_mtim;
}

InputFile::~InputFile() {
  ::close(m_descriptor);
}

std::unique_ptr<ByteSource> InputFile::bytes() const {
  return std::make_unique<FileBytes>(*this);
}

void InputFile::read(std::uint64_t offset, std::span<std::byte> bytes) const {
  assert(offset <= m_size && bytes.size() <= m_size - offset);
  while (!bytes.empty()) {
    const ssize_t got = ::pread(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw base::systemError(m_path, "read", errno);
    if (got == 0) {
      throw base::fileError(m_path, {"byte " + base::groupedText(offset),
                                     "the " + base::groupedText(m_size) + " bytes it had when opened",
                                     "its end: it shrank while it was read"});
    }
    offset += static_cast<std::uint64_t>(got);
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

void InputFile::read(std::uint64_t offset, std::span<std::byte> bytes, const base::Progress& progress) const {
  constexpr std::size_t kPieceBytes = std::size_t{4} << 20;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(kPieceBytes, bytes.size()));
    read(offset, piece);
    offset += piece.size();
    bytes = bytes.subspan(piece.size());
    progress(static_cast<double>(offset) / static_cast<double>(m_size));
  }
}

double memoryBytes() {
  return static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

void requireMemory(const std::string& path, double bytes) {
  const double there = memoryBytes();
  if (bytes <= there) return;
  constexpr double kMebibyte = 1024.0 * 1024.0;
  const auto mebibytes = [](double size) {
    return base::groupedText(static_cast<std::uint64_t>(size / kMebibyte)) + " MiB";
  };
  throw base::fileError(path,
                        {"", "content that fits into the " + mebibytes(there) + " of this machine's memory",
                         "some that needs " + mebibytes(bytes)});
}

}  // namespace es::model
