#include "model/table/table_reader.h"

#include <array>
#include <utility>

#include "base/progress.h"
#include "model/table/table_formats.h"

namespace es::model {
namespace {

using Reader = EmbeddingTable (*)(const InputFile&, const base::Progress&);

struct FormatEntry {
  TableFormat format;
  std::string_view name;
  Reader read;
};

constexpr std::array<FormatEntry, 4> kFormats = {{
    {TableFormat::Safetensors, "safetensors", readSafetensorsTable},
    {TableFormat::GloveText, "glove-text", readGloveText},
    {TableFormat::Word2vecText, "word2vec-text", readWord2vecText},
    {TableFormat::Word2vecBinary, "word2vec-binary", readWord2vecBinary},
}};

const FormatEntry& entryOf(TableFormat format) {
  return kFormats[static_cast<std::size_t>(format)];
}

}  // namespace

std::string_view formatName(TableFormat format) {
  return entryOf(format).name;
}

std::optional<TableFormat> formatFromName(std::string_view name) {
  for (const FormatEntry& entry : kFormats) {
    if (entry.name == name) return entry.format;
  }
  return std::nullopt;
}

TableFormat detectFormat(const std::filesystem::path& path) {
  return detectFormat(InputFile(path));
}

EmbeddingTable readTable(const std::filesystem::path& path, std::optional<TableFormat> format,
                         const base::Progress& progress) {
  const InputFile file(path);
  return entryOf(format ? *format : detectFormat(file)).read(file, progress);
}

}  // namespace es::model
