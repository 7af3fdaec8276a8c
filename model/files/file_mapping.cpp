#include "model/files/file_mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {

std::shared_ptr<const FileMapping> FileMapping::make(const InputFile& file, std::uint64_t offset,
                                                     std::size_t bytes) {
  assert(bytes >= 1 && offset <= file.size() && bytes <= file.size() - offset);
  const auto pageBytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const auto skipped = static_cast<std::size_t>(offset % pageBytes);
  const int descriptor = ::fcntl(file.descriptor(), F_DUPFD_CLOEXEC, 0);
  if (descriptor < 0) return nullptr;
  const std::size_t length = skipped + bytes;
  void* const begin =
      ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, descriptor, static_cast<off_t>(offset - skipped));
  auto guard = begin == MAP_FAILED ? std::nullopt : MappingGuard::watch(begin, length);
  if (guard) {
    const std::span pages(static_cast<const std::byte*>(begin), length);
    return std::shared_ptr<const FileMapping>(
        new FileMapping(file, descriptor, pages, skipped, std::move(*guard)));
  }
  if (begin != MAP_FAILED) ::munmap(begin, length);
  ::close(descriptor);
  return nullptr;
}

FileMapping::FileMapping(const InputFile& file, int descriptor, std::span<const std::byte> pages,
                         std::size_t skipped, MappingGuard guard)
    : m_path(file.path()),
      m_fileSize(file.size()),
      m_modified(file.modified()),
      m_descriptor(descriptor),
      m_pages(pages),
      m_bytes(pages.subspan(skipped)),
      m_guard(std::move(guard)) {}

FileMapping::~FileMapping() {
  m_guard.reset();
  ::munmap(const_cast<std::byte*>(m_pages.data()), m_pages.size());
  ::close(m_descriptor);
}

void FileMapping::release() const {
  ::madvise(const_cast<std::byte*>(m_pages.data()), m_pages.size(), MADV_DONTNEED);
}

void FileMapping::requireIntact() const {
  struct stat status = {};
  if (::fstat(m_descriptor, &status) != 0) throw base::systemError(m_path, "read", errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size < m_fileSize) {
    throw base::fileError(m_path, {"byte " + base::groupedText(size),
                                   "the " + base::groupedText(m_fileSize) + " bytes it had when opened",
                                   "its end: it shrank while it was open"});
  }
  const bool isWritten =
      status.st_mtim.tv_sec != m_modified.tv_sec || status.st_mtim.tv_nsec != m_modified.tv_nsec;
  if (isWritten) {
    throw base::fileError(m_path,
                          {"", "the content it had when opened", "that it was written to: open it again"});
  }
  if (m_guard->missed()) throw base::systemError(m_path, "read", EIO);
}

}  // namespace es::model
