#include "model/table/table_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/display_text.h"
#include "base/file_error.h"
#include "base/utf8.h"
#include "model/files/numpy_array.h"
#include "model/files/text_encoding.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

/// "x.zip/a/b.txt" as the file x.zip and what is meant in it.
std::pair<fs::path, std::string> splitPath(const fs::path& path) {
  std::error_code ignored;
  fs::path outer = path;
  fs::path inner;
  while (!fs::exists(outer, ignored) && outer.has_parent_path() && outer != outer.parent_path()) {
    inner = inner.empty() ? outer.filename() : outer.filename() / inner;
    outer = outer.parent_path();
  }
  const bool isInArchive = !inner.empty() && fs::is_regular_file(outer, ignored);
  return isInArchive ? std::pair(outer, inner.generic_string()) : std::pair(path, std::string());
}

TableSample sampleOf(std::string_view bytes) {
  TableSample sample{bytes, bytes};
  if (bytes.starts_with(base::kByteOrderMark)) sample.text.remove_prefix(base::kByteOrderMark.size());
  return sample;
}

std::string beginningOf(ByteSource& source) {
  std::string bytes(TableSample::kBytes, '\0');
  bytes.resize(source.read(bytes));
  return bytes;
}

/// Old Macintosh text: carriage returns, no line feed, and nothing that no text has.
bool endsLinesInReturns(std::string_view sample) {
  if (sample.find('\r') == std::string_view::npos || sample.find('\n') != std::string_view::npos)
    return false;
  return std::ranges::none_of(
      sample, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\r'; });
}

/// What a packed file holds instead of a table, where its names give it away.
std::string whatElse(const std::vector<std::string>& names) {
  const auto has = [&names](std::string_view ending) {
    return std::ranges::any_of(names, [ending](const std::string& name) { return name.ends_with(ending); });
  };
  if (has("[Content_Types].xml")) return "an Office document: save its sheet as CSV";
  if (has("content.xml")) return "an OpenDocument file: save its sheet as CSV";
  if (has("data.pkl")) return "a PyTorch checkpoint, a pickle, which is not read: save it as safetensors";
  if (names.empty()) return "an archive without a file";
  std::string list = "no table among its " + fmt::to_string(names.size()) + " files";
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 4); ++i)
    list += (i ? ", " : ": ") + base::displayText(names[i]);
  return list;
}

}  // namespace

TableInput::TableInput(const fs::path& path, TableOptions options, Judge isTable)
    : m_file(splitPath(path).first), m_options(std::move(options)), m_path(m_file.path()) {
  const auto source = m_file.bytes();
  m_sample = beginningOf(*source);
  const std::string inner = splitPath(path).second;
  if (!packingOf(m_sample).empty()) {
    chooseMember(inner, isTable);
  } else if (!inner.empty()) {
    throw base::fileError(path.string(),
                          {"", "an archive before " + base::inQuotes("/" + inner), "a plain file"});
  }
  takeSample();
}

void TableInput::chooseMember(const std::string& wanted, Judge isTable) {
  std::vector<std::string> names;
  std::vector<PackedMember> tables;
  PackedMember only;
  std::size_t arrays = 0;
  eachMember(m_file, [&](const PackedMember& member, ByteSource& bytes) {
    only = member;
    names.push_back(member.name);
    if (member.name == wanted && !wanted.empty()) {
      tables = {member};
      return false;
    }
    const std::string sample = beginningOf(bytes);
    arrays += sample.starts_with(kNumpyMagic) ? 1 : 0;
    if (wanted.empty() && (member.name.empty() || isTable(sampleOf(sample)))) tables.push_back(member);
    return true;
  });
  const bool isNpz = packingOf(m_sample) == "zip" && arrays > 0 && arrays == names.size();
  if (isNpz && wanted.empty()) return;  // read as it is
  if (tables.empty() && names.size() == 1 && wanted.empty() && whatElse(names).starts_with("no table"))
    tables.push_back(only);  // for the formats to say what it is
  if (tables.size() == 1) {
    m_packed = std::make_unique<PackedFile>(m_file, tables.front());
    if (names.size() > 1) m_path = m_packed->path();
    return;
  }
  if (!wanted.empty())
    throw base::fileError(m_path, {"", "a file " + base::inQuotes(wanted) + " in it", whatElse(names)});
  if (tables.empty()) throw base::fileError(m_path, {"", "an archive with a table", whatElse(names)});
  std::string list;
  for (const PackedMember& table : tables) list += (list.empty() ? "" : ", ") + base::displayText(table.name);
  throw base::fileError(
      m_path, {"", "an archive with one table",
               fmt::format("{} ({}): say which, such as {}/{}", tables.size(), list,
                           fs::path(m_path).filename().string(), base::displayText(tables.front().name))});
}

void TableInput::takeSample() {
  if (m_packed) m_sample = beginningOf(*m_packed->bytes());
  if (m_sample.empty()) throw base::fileError(m_path, {"", "a table or a model", "an empty file"});
  if (m_options.encoding && !keepsAscii(*m_options.encoding)) m_encoding = *m_options.encoding;
  if (m_encoding.empty() && !m_options.encoding) {
    m_encoding = wideEncodingOf(m_sample);
    if (!m_encoding.empty())
      m_notes.push_back("text in " + m_encoding + ", by its first bytes; --encoding NAME reads it otherwise");
  }
  if (!m_encoding.empty()) m_sample = beginningOf(*bytes());
  m_hasCarriageReturns = endsLinesInReturns(m_sample);
  if (m_hasCarriageReturns) m_sample = beginningOf(*bytes());
}

std::unique_ptr<ByteSource> TableInput::bytes() const {
  auto source = m_packed ? m_packed->bytes() : m_file.bytes();
  if (!m_encoding.empty()) source = decodedBytes(std::move(source), m_encoding);
  return m_hasCarriageReturns ? withLineFeeds(std::move(source)) : std::move(source);
}

std::optional<std::uint64_t> TableInput::knownSize() const {
  if (!m_encoding.empty() || m_packed) return std::nullopt;
  return m_file.size();
}

TableSample TableInput::sample() const {
  return sampleOf(m_sample);
}

const InputFile& TableInput::file(const base::Progress& progress) const {
  if (!m_packed) return m_file;
  if (!m_unpacked) m_unpacked = unpacked(*m_packed, progress);
  return *m_unpacked;
}

std::string TableInput::name() const {
  static constexpr std::string_view kPackings[] = {".gz",  ".bz2", ".xz",  ".zst",
                                                   ".zip", ".tgz", ".tbz", ".txz"};
  const fs::path path(m_path);
  const bool isPacked = std::ranges::find(kPackings, path.extension().string()) != std::end(kPackings);
  return isPacked ? path.stem().stem().string() : path.stem().string();
}

}  // namespace es::model
