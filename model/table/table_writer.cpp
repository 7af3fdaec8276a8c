#include "model/table/table_writer.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/display_text.h"
#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {
namespace {

/// The words, parted by line feeds.
std::string_view joinedWords(const std::filesystem::path& path, const WordList& words) {
  for (std::size_t row = 0; row < words.size(); ++row) {
    const std::string_view word = words[row];
    if (word.find('\n') != std::string_view::npos) {
      throw base::fileError(
          path.string(),
          {"row " + base::groupedText(row + 1),
           "a word without line feed, which parts the words of a safetensors table", base::inQuotes(word)});
    }
  }
  return std::string_view(words.text()).substr(0, words.text().size() - 1);
}

std::string headerText(const EmbeddingTable& table, std::size_t embeddingBytes, std::size_t vocabularyBytes) {
  const std::size_t end = embeddingBytes + vocabularyBytes;
  const nlohmann::ordered_json header = {
      {"__metadata__",
       {{"title", base::displayText(table.source().name)},
        {"source", base::displayText(table.source().note)}}},
      {"embedding",
       {{"dtype", "F32"}, {"shape", {table.size(), table.dims()}}, {"data_offsets", {0, embeddingBytes}}}},
      {"vocabulary",
       {{"dtype", "U8"}, {"shape", {vocabularyBytes}}, {"data_offsets", {embeddingBytes, end}}}}};
  constexpr std::size_t kAlignment = 8;  // of the tensors in the file
  std::string text = header.dump();
  text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
  return text;
}

}  // namespace

void writeTable(const std::filesystem::path& path, const EmbeddingTable& table) {
  const std::string_view words = joinedWords(path, table.vocabulary().words());
  const auto count = static_cast<std::size_t>(table.rows().size());
  const auto vectors = std::as_bytes(std::span(table.rows().data(), count));
  const std::string header = headerText(table, vectors.size(), words.size());
  const std::uint64_t length = header.size();
  const std::span<const std::byte> pieces[] = {std::as_bytes(std::span(&length, 1)),
                                               std::as_bytes(std::span(header)), vectors,
                                               std::as_bytes(std::span(words))};
  base::writeFileAtomically(path, pieces);
}

}  // namespace es::model
