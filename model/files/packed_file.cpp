#include "model/files/packed_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <span>
#include <utility>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/gunzip.h"

namespace es::model {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kUnsuspiciousBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kLargestRatio = 1000;
constexpr std::size_t kMostEntries = 10'000;

struct ArchiveCloser {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

/// A file as libarchive reads one: a gzip file unpacked already, all others at any place. What goes wrong is
/// kept, as it must not fly through the library.
class ArchiveInput {
 public:
  ArchiveInput(const InputFile& file, bool isGzip)
      : m_file(file), m_gunzipped(isGzip ? gunzipped(file) : nullptr), m_window(std::size_t{1} << 16) {}

  [[nodiscard]] const InputFile& file() const { return m_file; }
  [[nodiscard]] bool canSeek() const { return !m_gunzipped; }
  [[nodiscard]] double share() const {
    return m_gunzipped ? m_gunzipped->share()
                       : static_cast<double>(m_at) / static_cast<double>(m_file.size());
  }
  void rethrow() const {
    if (m_error) std::rethrow_exception(m_error);
  }

  static la_ssize_t read(archive* /*handle*/, void* self, const void** bytes) {
    return static_cast<ArchiveInput*>(self)->next(bytes);
  }
  static la_int64_t skip(archive* /*handle*/, void* self, la_int64_t request) {
    auto& input = *static_cast<ArchiveInput*>(self);
    const auto left = static_cast<la_int64_t>(input.m_file.size() - input.m_at);
    const la_int64_t skipped = std::clamp<la_int64_t>(request, 0, left);
    input.m_at += static_cast<std::uint64_t>(skipped);
    return skipped;
  }
  static la_int64_t seek(archive* /*handle*/, void* self, la_int64_t offset, int whence) {
    auto& input = *static_cast<ArchiveInput*>(self);
    const auto size = static_cast<la_int64_t>(input.m_file.size());
    const la_int64_t from =
        whence == SEEK_SET ? 0 : (whence == SEEK_CUR ? static_cast<la_int64_t>(input.m_at) : size);
    const bool fits = offset >= -from && offset <= size - from;
    if (!fits) return ARCHIVE_FATAL;
    input.m_at = static_cast<std::uint64_t>(from + offset);
    return from + offset;
  }

 private:
  la_ssize_t next(const void** bytes) {
    try {
      std::size_t size = 0;
      if (m_gunzipped) {
        size = m_gunzipped->read(m_window);
      } else {
        size = static_cast<std::size_t>(std::min<std::uint64_t>(m_window.size(), m_file.size() - m_at));
        m_file.read(m_at, std::as_writable_bytes(std::span(m_window).first(size)));
        m_at += size;
      }
      *bytes = m_window.data();
      return static_cast<la_ssize_t>(size);
    } catch (...) {
      m_error = std::current_exception();
      return -1;
    }
  }

  const InputFile& m_file;
  std::unique_ptr<ByteSource> m_gunzipped;
  std::vector<char> m_window;
  std::uint64_t m_at = 0;
  std::exception_ptr m_error;
};

/// The entries of a packed file one after another, each a source of bytes while it is the one at hand.
class PackedBytes : public ByteSource {
 public:
  explicit PackedBytes(const InputFile& file)
      : m_packing(packingAt(file)), m_input(file, m_packing == "gzip"), m_handle(archive_read_new()) {
    if (!m_handle) throw Error(file.path() + ": no memory to unpack it");
    support();
    archive_read_set_read_callback(m_handle.get(), ArchiveInput::read);
    if (m_input.canSeek()) {
      archive_read_set_skip_callback(m_handle.get(), ArchiveInput::skip);
      archive_read_set_seek_callback(m_handle.get(), ArchiveInput::seek);
    }
    archive_read_set_callback_data(m_handle.get(), &m_input);
    if (archive_read_open1(m_handle.get()) != ARCHIVE_OK) fail();
  }

  /// Goes to the next entry that is a file; nothing behind the last.
  std::optional<PackedMember> next() {
    while (true) {
      archive_entry* entry = nullptr;
      const int result = archive_read_next_header(m_handle.get(), &entry);
      if (result == ARCHIVE_EOF) return std::nullopt;
      if (result < ARCHIVE_WARN) fail();  // a warning is of a name's letters
      requirePacking();
      m_total = 0;
      PackedMember member{nameOf(entry), m_entries};
      if (++m_entries > kMostEntries)
        refuse("", "at most " + base::groupedText(kMostEntries) + " entries", "more");
      if (isSingle()) return member;
      if (archive_entry_filetype(entry) == AE_IFDIR && !archive_entry_hardlink(entry)) continue;
      if (isOfTheSystem(member.name)) continue;
      requirePlain(entry, member.name);
      return member;
    }
  }

  std::size_t read(std::span<char> bytes) override {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const la_ssize_t got = archive_read_data(m_handle.get(), bytes.data() + done, bytes.size() - done);
      if (got < 0) fail();
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
      m_total += static_cast<std::uint64_t>(got);
      requireSaneRatio();
    }
    return done;
  }

  [[nodiscard]] double share() const override { return m_input.share(); }

 private:
  static std::string_view packingAt(const InputFile& file) {
    std::array<char, 512> sample{};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(sample.size(), file.size()));
    file.read(0, std::as_writable_bytes(std::span(sample).first(size)));
    return packingOf({sample.data(), size});
  }

  /// Only what is meant to be read here: fewer ways in for files made to do harm.
  void support() {
    archive* const handle = m_handle.get();
    archive_read_support_filter_gzip(handle);  // within another packing
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
    archive_read_support_format_zip(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_raw(handle);
    archive_read_set_option(handle, nullptr, "hdrcharset", "UTF-8");
  }

  /// What began like a packed file and is none for the library would come out as it is.
  void requirePacking() const {
    const int format = archive_format(m_handle.get()) & ARCHIVE_FORMAT_BASE_MASK;
    const bool isRaw = format == ARCHIVE_FORMAT_RAW;
    const bool isFiltered =
        m_packing == "gzip" || archive_filter_code(m_handle.get(), 0) != ARCHIVE_FILTER_NONE;
    const bool isArchive = m_packing == "zip" || m_packing == "tar";
    if (isArchive ? isRaw : !isFiltered) refuse("", whole(), "one that is cut or damaged");
  }

  [[nodiscard]] bool isSingle() const {
    return archive_format(m_handle.get()) == ARCHIVE_FORMAT_RAW;
  }  // known from the first entry on

  [[nodiscard]] std::string nameOf(archive_entry* entry) const {
    if (isSingle()) return "";
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    return name ? name : "";
  }

  static bool isOfTheSystem(const std::string& name) {
    const std::string last = std::filesystem::path(name).filename().string();
    return name.starts_with("__MACOSX/") || last.starts_with(".");
  }

  void requirePlain(archive_entry* entry, const std::string& name) const {
    const std::string place = "entry " + base::inQuotes(name);
    const std::filesystem::path path(name);
    const bool leadsOut = path.is_absolute() || std::ranges::find(path, "..") != path.end();
    if (leadsOut) refuse(place, "a name within the archive", "one that leads out of it");
    if (archive_entry_is_encrypted(entry))
      refuse(place, "an archive without a password", "an encrypted entry");
    const bool isLink = archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK;
    if (isLink) refuse(place, "files only", "a link");
    if (archive_entry_filetype(entry) != AE_IFREG) refuse(place, "files only", "a device or pipe");
  }

  void requireSaneRatio() const {
    if (m_total <= kUnsuspiciousBytes || m_total / kLargestRatio <= m_input.file().size()) return;
    refuse(placeText(),
           "content of at most 1,000 times the " + base::groupedText(m_input.file().size()) +
               " bytes of the file",
           "more: made to fill memory");
  }

  [[nodiscard]] std::string placeText() const { return "unpacked byte " + base::groupedText(m_total); }
  [[nodiscard]] std::string whole() const {
    return "a whole " + std::string(m_packing) +
           (m_packing == "zip" || m_packing == "tar" ? " archive" : " file");
  }

  [[noreturn]] void refuse(const std::string& where, std::string expected, std::string found) const {
    throw base::fileError(m_input.file().path(), {where, std::move(expected), std::move(found)});
  }

  [[noreturn]] void fail() const {
    m_input.rethrow();
    const char* reason = archive_error_string(m_handle.get());
    refuse(placeText(), whole(),
           "one that is cut or damaged (" + std::string(reason ? reason : "unreadable") + ")");
  }

  std::string_view m_packing;
  ArchiveInput m_input;  // the handle's callbacks use it
  std::unique_ptr<archive, ArchiveCloser> m_handle;
  std::size_t m_entries = 0;
  std::uint64_t m_total = 0;  // bytes of the entry at hand
};

/// A new file without a name; -1 where none can be made.
int namelessFile() {
  const char* given = std::getenv("TMPDIR");
  for (const char* place : {given ? given : "", "/var/tmp", "/tmp"}) {
    const std::string folder(place);
    if (folder.empty()) continue;
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) return descriptor;
    std::string name = folder + "/embedscope-XXXXXX";  // a file system that knows only files with names
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named < 0) continue;
    ::unlink(name.c_str());
    return named;
  }
  return -1;
}

void writeAll(const std::string& path, int descriptor, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw base::systemError(path, "unpack", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
}

}  // namespace

std::string_view packingOf(std::string_view sample) {
  static constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"\x1F\x8B"sv, "gzip"},         {"BZh"sv, "bzip2"},      {"\xFD\x37zXZ\0"sv, "xz"},
      {"\x28\xB5\x2F\xFD"sv, "zstd"}, {"PK\x03\x04"sv, "zip"}, {"PK\x05\x06"sv, "zip"}};
  for (const auto& [magic, name] : kKinds)
    if (sample.starts_with(magic)) return name;
  constexpr std::size_t kTarMagicAt = 257;
  return sample.size() > kTarMagicAt && sample.substr(kTarMagicAt).starts_with("ustar") ? "tar" : "";
}

PackedFile::PackedFile(const InputFile& file, PackedMember member)
    : m_file(file),
      m_member(std::move(member)),
      m_path(m_member.name.empty() ? file.path() : file.path() + "/" + m_member.name) {}

std::unique_ptr<ByteSource> PackedFile::bytes() const {
  auto source = std::make_unique<PackedBytes>(m_file);
  for (auto member = source->next(); member; member = source->next())
    if (member->index == m_member.index) return source;
  throw base::fileError(m_path, {"", "the content it had when opened", "that the entry is gone"});
}

void eachMember(const InputFile& file,
                const std::function<bool(const PackedMember& member, ByteSource& bytes)>& see) {
  PackedBytes source(file);
  for (auto member = source.next(); member; member = source.next())
    if (!see(*member, source)) return;
}

std::unique_ptr<InputFile> unpacked(const ByteFile& packed, const base::Progress& progress) {
  const int descriptor = namelessFile();
  if (descriptor < 0) throw base::systemError(packed.path(), "unpack", errno);
  try {
    const auto source = packed.bytes();
    std::vector<char> window(std::size_t{1} << 20);
    for (std::size_t got = window.size(); got == window.size();) {
      got = source->read(window);
      writeAll(packed.path(), descriptor, std::span(window).first(got));
      progress(source->share());
    }
    return std::make_unique<InputFile>(packed.path(), descriptor);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
}

}  // namespace es::model
