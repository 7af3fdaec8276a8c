#include "packed_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace es::model::test {
namespace {

/// An archive written into memory.
class Writer {
 public:
  Writer(std::string_view format, std::string_view filter, std::string_view password)
      : m_handle(archive_write_new()), m_bytes(std::size_t{64} << 20, '\0') {
    require(archive_write_set_format_by_name(m_handle, std::string(format).c_str()));
    if (filter != "none") require(archive_write_add_filter_by_name(m_handle, std::string(filter).c_str()));
    archive_write_set_bytes_in_last_block(m_handle, 1);
    if (!password.empty()) {
      require(archive_write_set_options(m_handle, "zip:encryption=traditional"));
      require(archive_write_set_passphrase(m_handle, std::string(password).c_str()));
    }
    require(archive_write_open_memory(m_handle, m_bytes.data(), m_bytes.size(), &m_used));
  }
  ~Writer() { archive_write_free(m_handle); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void add(const std::string& name, std::string_view bytes, const std::string& link = "") {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, link.empty() ? AE_IFREG : AE_IFLNK);
    if (!link.empty()) archive_entry_set_symlink(entry, link.c_str());
    archive_entry_set_perm(entry, 0644);
    require(archive_write_header(m_handle, entry));
    archive_entry_free(entry);
    if (!bytes.empty() && archive_write_data(m_handle, bytes.data(), bytes.size()) < 0)
      require(ARCHIVE_FATAL);
  }

  std::string finish() {
    require(archive_write_close(m_handle));
    return m_bytes.substr(0, m_used);
  }

 private:
  void require(int result) {
    if (result < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(m_handle));
  }

  archive* m_handle;
  std::string m_bytes;
  std::size_t m_used = 0;
};

}  // namespace

std::string compressed(std::string_view filter, std::string_view bytes) {
  Writer writer("raw", filter, "");
  writer.add("content", bytes);
  return writer.finish();
}

std::string archived(std::string_view format, const Members& members, std::string_view filter,
                     std::string_view password) {
  Writer writer(format, filter, password);
  for (const auto& [name, bytes] : members) writer.add(name, bytes);
  return writer.finish();
}

std::string tarWithLink(const std::string& name, const std::string& target) {
  Writer writer("ustar", "none", "");
  writer.add(name, "", target);
  return writer.finish();
}

}  // namespace es::model::test
