#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/language_model/language_model.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model::test {

/// $EMBEDSCOPE_TEST_DATA, or shared/data beside the project.
std::filesystem::path testData();

/// What a command prints; nothing when it fails.
std::optional<std::string> outputOf(const std::string& command);

/// dim, hidden, layers, heads, kv_heads, vocabulary (negative: untied), seq_len.
using Llama2cHeader = std::array<std::int32_t, 7>;
constexpr Llama2cHeader kTinyHeader = {4, 6, 1, 2, 1, 265, 5};

/// A llama2.c model of small random numbers.
std::string llama2cModel(const Llama2cHeader& header);

/// A tokenizer.bin: three marks, 256 bytes, " ", "a", "b", "ab", " a", " ab"; 265 tokens.
std::string llama2cTokenizer();

/// The tokenizer.json of a byte-level vocabulary: 256 bytes, "th", "the", "Ġthe" (a leading space),
/// "<|endoftext|>"; 260 tokens. Text of JSON, to be changed by the tests.
std::string byteLevelTokenizerJson();

/// The tokenizer.json of a llama vocabulary: three marks, 256 bytes, "▁", "t", "h", "e", "▁t", "he", "▁the";
/// 266 tokens.
std::string llamaTokenizerJson();

/// `text` with the first `from` replaced; `from` must be there.
std::string replaced(std::string text, std::string_view from, std::string_view to);

std::shared_ptr<const LanguageModel> readModelFrom(const std::filesystem::path& path);

/// The message that reading the model ends in; empty when it is read.
std::string modelRefusal(const std::filesystem::path& path);

/// Whether the pieces lie one behind the other within the text.
bool areInOrder(const std::vector<TokenPiece>& pieces, std::size_t textBytes);

/// Texts for properties: words, spaces, line ends, characters of many scripts, bytes that are not UTF-8.
std::vector<std::string> mixedTexts(int count, bool isUtf8);

}  // namespace es::model::test
