#include "model/table/formats/token_texts.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/json_text.h"
#include "model/files/line_reader.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

using Tokens = std::vector<std::string>;

void place(Tokens& tokens, std::size_t& placed, const json& id, const std::string& token) {
  if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= tokens.size()) return;
  std::string& at = tokens[id.get<std::size_t>()];
  placed += at.empty() ? 1 : 0;
  at = token;
}

/// {"token": 5, …} or [["token", score], …], whose places are the numbers.
std::size_t readVocabulary(const json& vocabulary, Tokens& tokens) {
  std::size_t placed = 0;
  if (vocabulary.is_object())
    for (const auto& [token, id] : vocabulary.items()) place(tokens, placed, id, token);
  if (vocabulary.is_array()) {
    for (std::size_t i = 0; i < vocabulary.size(); ++i) {
      const json& one = vocabulary[i];
      const json& token = one.is_array() && !one.empty() ? one[0] : one;
      if (token.is_string()) place(tokens, placed, json(i), token.get<std::string>());
    }
  }
  return placed;
}

std::size_t readTokenizerJson(const json& root, Tokens& tokens) {
  std::size_t placed = 0;
  const auto model = root.is_object() ? root.find("model") : root.end();
  if (root.is_object() && model != root.end() && model->is_object() && model->contains("vocab")) {
    placed += readVocabulary((*model)["vocab"], tokens);
  } else {
    placed += readVocabulary(root, tokens);
  }
  if (!root.is_object() || !root.contains("added_tokens") || !root["added_tokens"].is_array()) return placed;
  for (const json& one : root["added_tokens"])
    if (one.is_object() && one.contains("id") && one.contains("content") && one["content"].is_string())
      place(tokens, placed, one["id"], one["content"].get<std::string>());
  return placed;
}

std::size_t readLines(const fs::path& path, Tokens& tokens) {
  constexpr std::size_t kLongest = 65'536;
  const InputFile file(path);
  LineReader lines(file, base::ignoreProgress());
  std::size_t placed = 0;
  for (auto line = lines.next(kLongest); line && placed < tokens.size(); line = lines.next(kLongest))
    tokens[placed++] = *line;
  return placed;
}

}  // namespace

std::optional<WordList> tokensOfFolder(const fs::path& folder, std::size_t rows) {
  Tokens tokens(rows);
  for (const char* name : {"tokenizer.json", "vocab.json", "vocab.txt"}) {
    const fs::path path = folder / name;
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) continue;
    const bool isJson = path.extension() == ".json";
    const std::size_t placed =
        isJson ? readTokenizerJson(readJsonFile(InputFile(path)), tokens) : readLines(path, tokens);
    if (2 * placed < rows) {
      throw base::fileError(path.string(),
                            {"", "tokens for the " + base::groupedText(rows) + " rows of the matrix",
                             base::groupedText(placed)});
    }
    WordList words;
    words.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row)
      words.push_back(tokens[row].empty() ? fmt::format("[row {}]", row) : tokens[row]);
    return words;
  }
  return std::nullopt;
}

}  // namespace es::model
