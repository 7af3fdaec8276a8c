#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/table/formats/table_reader.h"
#include "test_folder.h"

namespace es::model::test {

/// A table as plain values, from which the tests make files by the definitions of the formats.
struct Sample {
  std::vector<std::string> words;
  std::vector<std::vector<float>> rows;
};

/// Five words, three dimensions; every value is exact in half precision and in six decimals.
Sample smallSample();

std::string gloveText(const Sample& sample);
std::string word2vecText(const Sample& sample);
std::string word2vecBinary(const Sample& sample, bool hasLineFeeds);
std::string safetensors(const Sample& sample);
/// Header length, header, data.
std::string safetensorsFile(std::string_view header, std::string_view data);

template <typename Value>
std::string bytesOf(const Value& value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof(value));
}

/// Writes the bytes as a file named `table` and reads it, told by content.
EmbeddingTable readBytesAsTable(std::string_view bytes, std::optional<TableFormat> format = std::nullopt);

/// The message of the es::Error that reading those bytes ends in; empty when it ends in a table.
std::string refusalOf(std::string_view bytes, std::optional<TableFormat> format = std::nullopt);

template <typename Action>
std::string errorOf(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// One line that holds every fragment.
bool isOneLineWith(const std::string& message, const std::vector<std::string>& fragments);

bool sameTable(const EmbeddingTable& table, const Sample& sample);

}  // namespace es::model::test
