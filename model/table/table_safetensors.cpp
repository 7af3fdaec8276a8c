#include <Eigen/Core>
#include <algorithm>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/safetensors.h"
#include "model/table/table_finish.h"
#include "model/table/table_formats.h"

namespace es::model {
namespace {

using math::Index;

constexpr std::string_view kName = "safetensors";

const TensorEntry& requireTensor(const InputFile& file, const SafetensorsHeader& header,
                                 std::string_view name, const std::string& expected, std::size_t axes) {
  const TensorEntry* tensor = header.find(name);
  if (tensor && tensor->shape.size() == axes) return *tensor;
  throw base::fileError(file.path(), {"safetensors header", expected, header.listing()});
}

const TensorEntry& requireEmbedding(const InputFile& file, const SafetensorsHeader& header) {
  const TensorEntry& tensor =
      requireTensor(file, header, "embedding", "a tensor \"embedding\" of shape [rows, dims]", 2);
  const auto refuse = [&](std::string expected, std::string found) {
    return base::fileError(file.path(), {"tensor \"embedding\"", std::move(expected), std::move(found)});
  };
  static constexpr std::string_view kFloats[] = {"F16", "BF16", "F32", "F64"};
  if (std::ranges::find(kFloats, tensor.dtype) == std::end(kFloats))
    throw refuse("dtype F16, BF16, F32 or F64", base::inQuotes(tensor.dtype));
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

/// Reads values of another type in pieces and converts them. bytes of the tensor: rows.size() x
/// sizeof(Scalar).
template <typename Scalar>
void readConverted(const InputFile& file, std::uint64_t offset, math::RowMatrix& rows,
                   const base::Progress& progress) {
  constexpr Index kPiece = 1 << 20;
  Eigen::Array<Scalar, Eigen::Dynamic, 1> piece(std::min(kPiece, rows.size()));
  for (Index done = 0; done < rows.size(); done += kPiece) {
    const Index count = std::min(kPiece, rows.size() - done);
    const auto bytes = std::as_writable_bytes(std::span(piece.data(), static_cast<std::size_t>(count)));
    file.read(offset + static_cast<std::uint64_t>(done) * sizeof(Scalar), bytes, progress);
    Eigen::Map<Eigen::ArrayXf>(rows.data() + done, count) = piece.head(count).template cast<float>();
  }
}

math::RowMatrix readRows(const InputFile& file, const TensorEntry& tensor, const base::Progress& progress) {
  requireMemory(file.path(),
                static_cast<double>(tensor.shape[0]) * static_cast<double>(tensor.shape[1]) * sizeof(float));
  math::RowMatrix rows(static_cast<Index>(tensor.shape[0]), static_cast<Index>(tensor.shape[1]));
  if (tensor.dtype == "F32") {
    const auto count = static_cast<std::size_t>(rows.size());
    file.read(tensor.offset, std::as_writable_bytes(std::span(rows.data(), count)), progress);
  } else if (tensor.dtype == "F16") {
    readConverted<Eigen::half>(file, tensor.offset, rows, progress);
  } else if (tensor.dtype == "BF16") {
    readConverted<Eigen::bfloat16>(file, tensor.offset, rows, progress);
  } else {
    readConverted<double>(file, tensor.offset, rows, progress);
  }
  return rows;
}

/// Where the file holds the very floats that are wanted they stay there; else they are read.
TableRows mapOrReadRows(const InputFile& file, const TensorEntry& tensor, const base::Progress& progress) {
  const bool fits = tensor.dtype == "F32" && tensor.offset % alignof(float) == 0;
  const auto mapping =
      fits ? FileMapping::make(file, tensor.offset, static_cast<std::size_t>(tensor.bytes)) : nullptr;
  if (!mapping) return readRows(file, tensor, progress);
  return {mapping, static_cast<Index>(tensor.shape[0]), static_cast<Index>(tensor.shape[1])};
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

EmbeddingTable read(const InputFile& file, const base::Progress& progress) {
  const SafetensorsHeader header = readSafetensorsHeader(file);
  const TensorEntry& embedding = requireEmbedding(file, header);
  const TensorEntry& vocabulary = requireTensor(
      file, header, "vocabulary", "a tensor \"vocabulary\" U8 [bytes] with the words of the rows", 1);
  TableParts parts;
  parts.words = readWords(file, vocabulary, embedding.shape[0]);
  parts.rows = mapOrReadRows(file, embedding, progress);
  TableSource source = sourceOf(file, kName);
  describe(header, source);
  const bool isMapped = parts.rows.isMapped();  // looked at only now
  EmbeddingTable table =
      finishTable(std::move(parts), std::move(source), isMapped ? progress : base::ignoreProgress());
  table.requireIntact();
  return table;
}

}  // namespace

const TableFormatEntry kSafetensorsTable{kName, recognises, read};

}  // namespace es::model
