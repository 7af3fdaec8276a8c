#include "model/table/table_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/file_ending.h"
#include "model/files/numpy_array.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;
using math::Index;

struct Ending {
  std::string_view text;
  VectorFormat format;
};
constexpr std::array kEndings{
    Ending{".safetensors", VectorFormat::Safetensors}, Ending{".npy", VectorFormat::Npy},
    Ending{".vec", VectorFormat::Word2vecText},        Ending{".bin", VectorFormat::Word2vecBinary},
    Ending{".txt", VectorFormat::GloveText},           Ending{".tsv", VectorFormat::ProjectorPair}};

/// A word or cell on one line, without what parts fields.
std::string oneLine(std::string_view word) {
  std::string line(word);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::span<const std::byte> bytesOf(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::span<const std::byte> bytesOf(const math::RowsMap& rows) {
  return std::as_bytes(std::span(rows.data(), static_cast<std::size_t>(rows.size())));
}

/// Hands text to a file in pieces of about a mebibyte.
class Pieces {
 public:
  explicit Pieces(const base::PutBytes& put) : m_put(put) {}
  ~Pieces() = default;
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  std::string& text() {
    constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
    if (m_text.size() >= kPieceBytes) flush();
    return m_text;
  }

  void flush() {
    m_put(bytesOf(m_text));
    m_text.clear();
  }

 private:
  const base::PutBytes& m_put;
  std::string m_text;
};

/// The shortest digits that read back as the same number.
void appendRow(std::string& text, const math::RowsMap& rows, Index row, char between) {
  for (Index axis = 0; axis < rows.cols(); ++axis) {
    if (axis > 0) text += between;
    fmt::format_to(std::back_inserter(text), "{}", rows(row, axis));
  }
}

void putText(const EmbeddingTable& table, bool hasCounts, const base::PutBytes& put) {
  Pieces pieces(put);
  if (hasCounts) pieces.text() = fmt::format("{} {}\n", table.size(), table.dims());
  for (Index row = 0; row < table.size(); ++row) {
    std::string& text = pieces.text();
    text += oneLine(table.vocabulary().words()[static_cast<std::size_t>(row)]);
    text += ' ';
    appendRow(text, table.rows(), row, ' ');
    text += '\n';
  }
  pieces.flush();
}

void putBinary(const EmbeddingTable& table, const base::PutBytes& put) {
  Pieces pieces(put);
  pieces.text() = fmt::format("{} {}\n", table.size(), table.dims());
  for (Index row = 0; row < table.size(); ++row) {
    std::string& text = pieces.text();
    text += oneLine(table.vocabulary().words()[static_cast<std::size_t>(row)]);
    text += ' ';
    const auto bytes = std::span(table.rows().row(row).data(), static_cast<std::size_t>(table.dims()));
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size_bytes());
    text += '\n';
  }
  pieces.flush();
}

/// The words, one a line.
std::string wordLines(const EmbeddingTable& table) {
  std::string text;
  for (Index row = 0; row < table.size(); ++row)
    text += oneLine(table.vocabulary().words()[static_cast<std::size_t>(row)]) + "\n";
  return text;
}

void putSafetensors(const EmbeddingTable& table, const base::PutBytes& put) {
  constexpr std::size_t kAlignment = 8;  // of the numbers, so that they can be mapped
  std::string words = wordLines(table);
  words.pop_back();  // line feeds stand between words
  const std::uint64_t bytes = static_cast<std::uint64_t>(table.rows().size()) * sizeof(float);
  nlohmann::ordered_json header;
  header["__metadata__"] = {{"title", table.source().name}, {"source", table.source().note}};
  header["embedding"] = {
      {"dtype", "F32"}, {"shape", {table.size(), table.dims()}}, {"data_offsets", {0, bytes}}};
  header["vocabulary"] = {
      {"dtype", "U8"}, {"shape", {words.size()}}, {"data_offsets", {bytes, bytes + words.size()}}};
  std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  const std::uint64_t length = text.size();
  put(std::as_bytes(std::span(&length, 1)));
  put(bytesOf(text));
  put(bytesOf(table.rows()));
  put(bytesOf(words));
}

void putNpy(const EmbeddingTable& table, const base::PutBytes& put) {
  const std::array shape{static_cast<std::size_t>(table.size()), static_cast<std::size_t>(table.dims())};
  put(bytesOf(numpyHeader(shape)));
  put(bytesOf(table.rows()));
}

void putVectors(const EmbeddingTable& table, const base::PutBytes& put) {
  Pieces pieces(put);
  for (Index row = 0; row < table.size(); ++row) {
    appendRow(pieces.text(), table.rows(), row, '\t');
    pieces.text() += '\n';
  }
  pieces.flush();
}

/// A header line only where there are columns beside the words, as the Projector wants it.
void putMetadata(const EmbeddingTable& table, const base::PutBytes& put) {
  Pieces pieces(put);
  if (!table.columns().empty()) {
    pieces.text() = "word";
    for (const Column& column : table.columns()) pieces.text() += "\t" + oneLine(column.name);
    pieces.text() += '\n';
  }
  for (Index row = 0; row < table.size(); ++row) {
    std::string& text = pieces.text();
    text += oneLine(table.vocabulary().words()[static_cast<std::size_t>(row)]);
    for (const Column& column : table.columns())
      text += "\t" + oneLine(column.text(static_cast<std::size_t>(row)));
    text += '\n';
  }
  pieces.flush();
}

std::string beside(const std::string& path, const char* ending) {
  const fs::path whole(path);
  return (whole.parent_path() / (whole.stem().string() + ending)).string();
}

}  // namespace

std::optional<VectorFormat> vectorFormatOf(std::string_view path) {
  const std::string extension = base::fileEnding(path);
  const auto at = std::ranges::find(kEndings, extension, &Ending::text);
  return at == kEndings.end() ? std::nullopt : std::optional(at->format);
}

std::string_view vectorEndings() {
  return ".safetensors, .npy (words beside), .vec or .bin (word2vec), .txt (GloVe) or .tsv (Embedding "
         "Projector)";
}

std::vector<std::string> writeTable(const EmbeddingTable& table, const std::string& path,
                                    base::Writing writing) {
  const auto format = vectorFormatOf(path);
  if (!format)
    throw Error(path + ": vectors are written to a file that ends in " + std::string(vectorEndings()));
  std::vector<std::string> files;
  const auto write = [&](const std::string& file, const auto& putAll) {
    base::writeFileAtomically(
        file, [&](const base::PutBytes& put) { putAll(put); }, writing);
    files.push_back(file);
  };
  switch (*format) {
    case VectorFormat::Safetensors:
      write(path, [&](const base::PutBytes& put) { putSafetensors(table, put); });
      break;
    case VectorFormat::Npy:
      write(beside(path, ".txt"), [&](const base::PutBytes& put) { put(bytesOf(wordLines(table))); });
      write(path, [&](const base::PutBytes& put) { putNpy(table, put); });
      break;
    case VectorFormat::Word2vecText:
      write(path, [&](const base::PutBytes& put) { putText(table, true, put); });
      break;
    case VectorFormat::Word2vecBinary:
      write(path, [&](const base::PutBytes& put) { putBinary(table, put); });
      break;
    case VectorFormat::GloveText:
      write(path, [&](const base::PutBytes& put) { putText(table, false, put); });
      break;
    case VectorFormat::ProjectorPair:
      write(beside(path, "_metadata.tsv"), [&](const base::PutBytes& put) { putMetadata(table, put); });
      write(path, [&](const base::PutBytes& put) { putVectors(table, put); });
      break;
  }
  std::ranges::reverse(files);
  return files;
}

}  // namespace es::model
