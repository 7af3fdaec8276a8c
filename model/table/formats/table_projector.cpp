#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/json_text.h"
#include "model/table/formats/row_texts.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/table_reader.h"
#include "model/table/number_rows.h"
#include "model/table/table_finish.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kName = "projector";

bool recognises(const TableSample& sample) {
  return sample.text.find_first_not_of(" \t\r\n") != std::string_view::npos &&
         sample.text[sample.text.find_first_not_of(" \t\r\n")] == '{' &&
         sample.text.find("\"tensorPath\"") != std::string_view::npos;
}

/// A file that the configuration names, beside it.
fs::path fileOf(const JsonFields& fields, const char* key, const fs::path& config) {
  const std::string name = fields.text(key);
  if (name.find("://") != std::string::npos)
    throw fields.refuse(key, "a file beside the configuration, not an address: download it first");
  return config.parent_path() / name;
}

/// Raw numbers that were opened themselves, or that `--tensor` names.
bool isRawName(const std::optional<std::string>& name) {
  return name && name->ends_with(".bytes");
}

/// The one of several that `--tensor` names, by itself or by its file.
const json& chooseTensor(const JsonFields& root, const TableOptions& options) {
  const json& list = root.at("embeddings");
  if (!list.is_array() || list.empty()) throw root.refuse("embeddings", "a list of tensors");
  std::string names;
  for (const json& one : list) {
    const JsonFields each({root.place().path, "embeddings"}, one);
    const std::string name = each.has("tensorName") ? each.text("tensorName") : "";
    const std::string file = each.has("tensorPath") ? each.text("tensorPath") : "";
    if (options.tensor && (name == *options.tensor || file == *options.tensor)) return one;
    names += (names.empty() ? "" : ", ") + base::inQuotes(name);
  }
  if (list.size() == 1 && (!options.tensor || isRawName(options.tensor))) return list[0];
  throw base::fileError(root.place().path, {"embeddings",
                                            options.tensor ? "a tensor " + base::inQuotes(*options.tensor)
                                                           : "one tensor, or --tensor NAME to say which",
                                            names});
}

/// tensorShape: rows and dimensions.
NumberBlock blockOf(const JsonFields& fields, const InputFile& file) {
  const json& shape = fields.at("tensorShape");
  const bool isShape =
      shape.is_array() && shape.size() == 2 && shape[0].is_number_unsigned() && shape[1].is_number_unsigned();
  if (!isShape) throw fields.refuse("tensorShape", "[rows, dimensions]");
  NumberBlock block{.rows = shape[0].get<std::uint64_t>(), .dims = shape[1].get<std::uint64_t>()};
  if (block.rows < 1 || block.dims < 1 || block.dims > kLargestDims) {
    throw fields.refuse("tensorShape",
                        "at least one row, and 1 to " + base::groupedText(kLargestDims) + " dimensions");
  }
  std::uint64_t bytes = 0;
  const bool wraps = __builtin_mul_overflow(block.rows, block.dims * sizeof(float), &bytes);
  if (wraps || bytes != file.size()) {
    throw base::fileError(file.path(), {"",
                                        "the " + (wraps ? std::string("2^64") : base::groupedText(bytes)) +
                                            " bytes of tensorShape in float32",
                                        base::groupedText(file.size())});
  }
  return block;
}

EmbeddingTable readBytes(const TableInput& input, const JsonFields& fields, const fs::path& tensor,
                         const std::optional<fs::path>& metadata, const base::Progress& progress) {
  const InputFile file(tensor);
  const NumberBlock block = blockOf(fields, file);
  TableParts parts;
  TableSource source = sourceOf(input, kName);
  const auto rows = static_cast<std::size_t>(block.rows);
  takeRowTexts(metadata ? readRowTexts(*metadata, rows, input.options(), progress)
                        : findRowTexts(input, rows, progress),
               parts, source);
  parts.rows = rowsOfBlock(file, block, input.options().words.value_or(block.rows), progress);
  EmbeddingTable table = finishTable(std::move(parts), std::move(source), base::ignoreProgress());
  table.requireIntact();
  return table;
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const json root = readJsonFile(input.file(progress));
  const JsonFields all({input.path(), ""}, root);
  const JsonFields fields({input.path(), "embeddings"}, chooseTensor(all, input.options()));
  const auto& wanted = input.options().tensor;
  const fs::path config(input.path());
  const fs::path tensor =
      isRawName(wanted) ? config.parent_path() / *wanted : fileOf(fields, "tensorPath", config);
  std::optional<fs::path> metadata;
  if (fields.has("metadataPath")) metadata = fileOf(fields, "metadataPath", input.path());
  if (input.options().metadata) metadata = *input.options().metadata;
  if (tensor.extension() == ".bytes") return readBytes(input, fields, tensor, metadata, progress);
  if (detectFormat(tensor) == TableFormat(kProjectorTable))
    throw fields.refuse("tensorPath", "a file of vectors, not another configuration");
  TableOptions options = input.options();
  options.tensor.reset();
  if (metadata) options.metadata = metadata->string();
  return readTable(tensor, std::nullopt, progress, options);
}

}  // namespace

const TableFormatEntry kProjectorTable{
    kName, recognises, read, {.text = true, .metadata = true, .tensor = true}};

}  // namespace es::model
