#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/safetensors.h"
#include "model/table/formats/row_texts.h"
#include "model/table/formats/table_formats.h"
#include "model/table/formats/token_texts.h"
#include "model/table/number_rows.h"
#include "model/table/table_finish.h"

namespace es::model {
namespace {

constexpr std::string_view kName = "safetensors";

constexpr std::pair<std::string_view, NumberBlock::Type> kTypes[] = {
    {"F16", NumberBlock::Type::F16}, {"BF16", NumberBlock::Type::BF16}, {"F32", NumberBlock::Type::F32},
    {"F64", NumberBlock::Type::F64}, {"I8", NumberBlock::Type::I8},     {"U8", NumberBlock::Type::U8}};

std::optional<NumberBlock::Type> typeOf(const TensorEntry& tensor) {
  const auto at = std::ranges::find(kTypes, tensor.dtype, [](const auto& one) { return one.first; });
  return at == std::end(kTypes) ? std::nullopt : std::optional(at->second);
}

bool isMatrix(const TensorEntry& tensor) {
  return tensor.shape.size() == 2 && typeOf(tensor).has_value();
}

/// The rows of words: the tensor that is asked for, the one that this program and Model2Vec name so, what
/// models call their matrix of tokens, or the only matrix there is.
const TensorEntry& chooseEmbedding(const InputFile& file, const SafetensorsHeader& header,
                                   const TableOptions& options) {
  static constexpr std::string_view kNames[] = {"embedding", "embeddings"};
  static constexpr std::string_view kEndings[] = {
      "wte.weight",        "embed_tokens.weight", "word_embeddings.weight", "tok_embeddings.weight",
      "token_embd.weight", "shared.weight",       "embeddings.weight",      "embed_in.weight"};
  const auto refuse = [&](std::string expected) {
    return base::fileError(file.path(), {"safetensors header", std::move(expected), header.listing()});
  };
  if (options.tensor) {
    const TensorEntry* tensor = header.find(*options.tensor);
    if (tensor && tensor->shape.size() == 2) return *tensor;
    throw refuse("a tensor " + base::inQuotes(*options.tensor) + " of shape [rows, dims]");
  }
  for (const std::string_view name : kNames)
    if (const TensorEntry* tensor = header.find(name); tensor && tensor->shape.size() == 2) return *tensor;
  for (const std::string_view ending : kEndings)
    for (const TensorEntry& tensor : header.tensors)
      if (isMatrix(tensor) && (tensor.name == ending || tensor.name.ends_with("." + std::string(ending))))
        return tensor;
  const auto matrices = std::ranges::count_if(header.tensors, isMatrix);
  if (matrices == 1) return *std::ranges::find_if(header.tensors, isMatrix);
  throw refuse(matrices == 0 ? "a tensor \"embedding\" of shape [rows, dims]"
                             : "one matrix, or --tensor NAME to say which");
}

const TensorEntry& requireEmbedding(const InputFile& file, const SafetensorsHeader& header,
                                    const TableOptions& options) {
  const TensorEntry& tensor = chooseEmbedding(file, header, options);
  const auto refuse = [&](std::string expected, std::string found) {
    return base::fileError(file.path(),
                           {"tensor " + base::inQuotes(tensor.name), std::move(expected), std::move(found)});
  };
  if (!typeOf(tensor)) throw refuse("dtype F16, BF16, F32 or F64", base::inQuotes(tensor.dtype));
  if (tensor.shape[0] == 0) throw refuse("at least one row", "none");
  if (tensor.shape[1] < 1 || tensor.shape[1] > kLargestDims) {
    throw refuse("1 to " + base::groupedText(kLargestDims) + " dimensions",
                 base::groupedText(tensor.shape[1]));
  }
  return tensor;
}

/// The words of the vocabulary tensor. One line feed after the last word is no word of its own.
WordList readWords(const InputFile& file, const TensorEntry& tensor, std::uint64_t rows) {
  if (tensor.dtype != "U8")
    throw base::fileError(file.path(), {"tensor \"vocabulary\"", "dtype U8", base::inQuotes(tensor.dtype)});
  std::string text;
  text.reserve(static_cast<std::size_t>(tensor.bytes) + 1);  // with the line feed that the list adds
  text.resize(static_cast<std::size_t>(tensor.bytes));
  file.read(tensor.offset, std::as_writable_bytes(std::span(text)));
  auto count = static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1;
  if (count == rows + 1 && text.ends_with('\n')) {
    --count;
    text.pop_back();
  }
  if (count != rows) {
    throw base::fileError(file.path(), {"tensor \"vocabulary\"",
                                        base::groupedText(rows) + " words, one for each row of \"embedding\"",
                                        base::groupedText(count)});
  }
  return WordList::ofLines(std::move(text));
}

/// The words: a tensor of their own, a file that the person names, the tokens of the model in whose folder
/// the file lies, or a file beside it.
void takeWords(const TableInput& input, const SafetensorsHeader& header, const TensorEntry& embedding,
               TableParts& parts, TableSource& source) {
  const InputFile& file = input.file(base::ignoreProgress());
  const auto rows = static_cast<std::size_t>(embedding.shape[0]);
  const bool isNamed = input.options().text || input.options().metadata;
  const TensorEntry* vocabulary = header.find("vocabulary");
  if (vocabulary && vocabulary->shape.size() == 1 && !isNamed) {
    parts.words = readWords(file, *vocabulary, embedding.shape[0]);
    return;
  }
  auto tokens =
      isNamed ? std::nullopt : tokensOfFolder(std::filesystem::path(input.path()).parent_path(), rows);
  if (tokens) {
    parts.words = *std::move(tokens);
    parts.repeats = TableParts::Repeats::Number;
  } else {
    takeRowTexts(findRowTexts(input, rows, base::ignoreProgress()), parts, source);
  }
  source.warnings.push_back("rows are those of the tensor " + base::inQuotes(embedding.name));
}

/// Title for the name; source and licence for the note.
void describe(const SafetensorsHeader& header, TableSource& source) {
  const auto text = [&header](const char* key) {
    const auto at = header.metadata.find(key);
    return at == header.metadata.end() ? std::string() : at->second;
  };
  if (!text("title").empty()) source.name = text("title");
  source.note = text("source");
  if (!text("licence").empty()) source.note += (source.note.empty() ? "" : "; ") + text("licence");
}

/// A header length below 4 GiB leaves four zero bytes, which no text has; a larger one before a '{' is a
/// broken file of the same format.
bool recognises(const TableSample& sample) {
  const std::string_view bytes = sample.bytes;
  if (bytes.size() < 9) return false;
  const std::string_view upper = bytes.substr(4, 4);
  const bool isSmall = upper.find_first_not_of('\0') == std::string_view::npos;
  const bool isText = std::ranges::all_of(bytes.substr(0, 8), [](char c) { return c >= ' ' && c < '\x7F'; });
  return isSmall || (bytes[8] == '{' && !isText);
}

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const InputFile& file = input.file(progress);
  const SafetensorsHeader header = readSafetensorsHeader(file);
  const TensorEntry& embedding = requireEmbedding(file, header, input.options());
  TableParts parts;
  TableSource source = sourceOf(input, kName);
  takeWords(input, header, embedding, parts, source);
  const std::uint64_t most = input.options().words.value_or(embedding.shape[0]);
  const NumberBlock block{.offset = embedding.offset,
                          .rows = embedding.shape[0],
                          .dims = embedding.shape[1],
                          .type = typeOf(embedding).value()};
  parts.rows = rowsOfBlock(file, block, most, progress);
  describe(header, source);
  const bool isMapped = parts.rows.isMapped();  // looked at only now
  EmbeddingTable table =
      finishTable(std::move(parts), std::move(source), isMapped ? progress : base::ignoreProgress());
  table.requireIntact();
  return table;
}

}  // namespace

const TableFormatEntry kSafetensorsTable{
    kName, recognises, read, {.text = true, .metadata = true, .tensor = true}};

}  // namespace es::model
