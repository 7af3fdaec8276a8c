#include "model/table/table_reader.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "base/file_error.h"
#include "base/progress.h"
#include "model/table/table_formats.h"

namespace es::model {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Known files that are no tables, each with what to do about it.
void refuseKnownOthers(const InputFile& file, std::string_view sample) {
  using namespace std::string_view_literals;
  static constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
      {"\xFF\xFE"sv, "UTF-16 text: save it as UTF-8"},
      {"\xFE\xFF"sv, "UTF-16 text: save it as UTF-8"},
      {"\x1F\x8B"sv, "a gzip archive: unpack it first"},
      {"PK\x03\x04"sv, "a zip archive: unpack it first"},
      {"BZh"sv, "a bzip2 archive: unpack it first"},
      {"\xFD\x37zXZ"sv, "an xz archive: unpack it first"},
      {"GGUF"sv, "a GGUF model"},
      {"\x93NUMPY"sv, "a NumPy array, which has no words"}};
  for (const auto& [magic, what] : kOthers) {
    if (sample.starts_with(magic))
      throw base::fileError(file.path(), {"", "a table of vectors", std::string(what)});
  }
}

/// UTF-16 without a byte order mark: of mostly Latin text every other byte is zero.
bool looksLikeUtf16(std::string_view sample) {
  constexpr std::size_t kFewest = 8;
  if (sample.size() < kFewest) return false;
  const std::string_view start = sample.substr(0, 2 * kFewest);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  return fewer == 0 && 2 * more >= start.size() - 2;
}

TableFormat detectFormat(const InputFile& file) {
  std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(TableSample::kBytes, file.size())),
                    '\0');
  file.read(0, std::as_writable_bytes(std::span(bytes)));
  TableSample sample{bytes, bytes};
  refuseKnownOthers(file, sample.bytes);
  if (looksLikeUtf16(sample.bytes))
    throw base::fileError(file.path(), {"", "a table of vectors", "UTF-16 text: save it as UTF-8"});
  if (sample.text.starts_with(kByteOrderMark)) sample.text.remove_prefix(kByteOrderMark.size());
  for (const TableFormatEntry* entry : kTableFormats)
    if (entry->recognises(sample)) return TableFormat(*entry);
  throw base::fileError(file.path(), {"", "a table of vectors (safetensors, GloVe, word2vec or fastText)",
                                      "content of another kind: " +
                                          base::inQuotes(sample.text.substr(0, sample.text.find('\n')))});
}

}  // namespace

std::optional<TableFormat> formatFromName(std::string_view name) {
  const auto found = std::ranges::find(kTableFormats, name, [](const auto* entry) { return entry->name; });
  return found == kTableFormats.end() ? std::nullopt : std::optional(TableFormat(**found));
}

TableFormat detectFormat(const std::filesystem::path& path) {
  return detectFormat(InputFile(path));
}

EmbeddingTable readTable(const std::filesystem::path& path, std::optional<TableFormat> format,
                         const base::Progress& progress) {
  const InputFile file(path);
  return (format ? *format : detectFormat(file)).entry().read(file, progress);
}

}  // namespace es::model
