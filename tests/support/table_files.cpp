#include "table_files.h"

#include <algorithm>
#include <sstream>

#include "base/progress.h"

namespace es::model::test {
namespace {

std::string floatsOf(const std::vector<float>& row) {
  return std::string(reinterpret_cast<const char*>(row.data()), row.size() * sizeof(float));
}

std::string countLine(const Sample& sample) {
  return std::to_string(sample.words.size()) + " " + std::to_string(sample.rows.front().size()) + "\n";
}

}  // namespace

Sample smallSample() {
  return {{"the", "king", "queen", "na\xC3\xAFve", "1990"},
          {{0.5F, -1.25F, 2.0F},
           {1.0F, 0.0F, -0.125F},
           {3.5F, 4.25F, -8.0F},
           {0.0625F, -2.5F, 1.5F},
           {7.0F, -6.0F, 5.0F}}};
}

std::string gloveText(const Sample& sample) {
  std::ostringstream text;
  for (std::size_t i = 0; i < sample.words.size(); ++i) {
    text << sample.words[i];
    for (const float value : sample.rows[i]) text << ' ' << value;
    text << '\n';
  }
  return text.str();
}

std::string word2vecText(const Sample& sample) {
  return countLine(sample) + gloveText(sample);
}

std::string word2vecBinary(const Sample& sample, bool hasLineFeeds) {
  std::string bytes = countLine(sample);
  for (std::size_t i = 0; i < sample.words.size(); ++i)
    bytes += sample.words[i] + " " + floatsOf(sample.rows[i]) + (hasLineFeeds ? "\n" : "");
  return bytes;
}

std::string safetensorsFile(std::string_view header, std::string_view data) {
  return bytesOf(static_cast<std::uint64_t>(header.size())) + std::string(header) + std::string(data);
}

std::string safetensors(const Sample& sample) {
  std::string vectors;
  std::string words;
  for (std::size_t i = 0; i < sample.words.size(); ++i) {
    vectors += floatsOf(sample.rows[i]);
    words += (i > 0 ? "\n" : "") + sample.words[i];
  }
  std::ostringstream header;
  header << R"({"embedding":{"dtype":"F32","shape":[)" << sample.rows.size() << ','
         << sample.rows.front().size() << R"(],"data_offsets":[0,)" << vectors.size()
         << R"(]},"vocabulary":{"dtype":"U8","shape":[)" << words.size() << R"(],"data_offsets":[)"
         << vectors.size() << ',' << vectors.size() + words.size() << "]}}";
  return safetensorsFile(header.str(), vectors + words);
}

EmbeddingTable readBytesAsTable(std::string_view bytes, std::optional<TableFormat> format) {
  const TestFolder folder;
  return readTable(folder.write("table", bytes), format, es::base::ignoreProgress());
}

std::string refusalOf(std::string_view bytes, std::optional<TableFormat> format) {
  return errorOf([&] { readBytesAsTable(bytes, format); });
}

bool isOneLineWith(const std::string& message, const std::vector<std::string>& fragments) {
  const bool isOneLine = !message.empty() && message.find('\n') == std::string::npos;
  return isOneLine && std::ranges::all_of(fragments, [&message](const std::string& fragment) {
           return message.find(fragment) != std::string::npos;
         });
}

bool sameTable(const EmbeddingTable& table, const Sample& sample) {
  if (table.size() != static_cast<math::Index>(sample.words.size())) return false;
  for (std::size_t i = 0; i < sample.words.size(); ++i) {
    const auto row = static_cast<math::Index>(i);
    const auto& values = sample.rows[i];
    if (table.vocabulary().word(row) != sample.words[i]) return false;
    if (table.dims() != static_cast<math::Index>(values.size())) return false;
    for (std::size_t k = 0; k < values.size(); ++k)
      if (table.rows()(row, static_cast<math::Index>(k)) != values[k]) return false;
  }
  return true;
}

}  // namespace es::model::test
