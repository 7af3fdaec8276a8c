#include "model_files.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

namespace es::model::test {
namespace {

using nlohmann::json;

std::string byteToken(int byte) {
  std::array<char, 8> name{};
  std::snprintf(name.data(), name.size(), "<0x%02X>", static_cast<unsigned>(byte));
  return name.data();
}

/// The UTF-8 of a code point below U+0800.
std::string utf8(int c) {
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
}

std::vector<std::string> byteLevelNames() {
  std::vector<std::string> names;
  int next = 0x100;
  for (int b = 0; b < 256; ++b) {
    const bool isPrinted = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    names.push_back(utf8(isPrinted ? b : next++));
  }
  return names;
}

json vocabularyOf(const std::vector<std::string>& names) {
  json vocabulary = json::object();
  for (const std::string& name : names) vocabulary[name] = vocabulary.size();
  return vocabulary;
}

}  // namespace

std::filesystem::path testData() {
  const char* folder = std::getenv("EMBEDSCOPE_TEST_DATA");
  return folder ? std::filesystem::path(folder)
                : std::filesystem::path(ES_SOURCE_DIR).parent_path() / "shared/data";
}

std::optional<std::string> outputOf(const std::string& command) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) return std::nullopt;
  std::string output;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) output += static_cast<char>(c);
  return pclose(pipe.release()) == 0 ? std::optional(output) : std::nullopt;
}

std::string llama2cModel(const Llama2cHeader& header) {
  const auto [dim, hidden, layers, heads, kvHeads, vocabulary, context] = header;
  const int kvDims = dim / heads * kvHeads;
  const int block = 2 * dim + 2 * dim * dim + 2 * dim * kvDims + 3 * dim * hidden;
  const int floats =
      std::abs(vocabulary) * dim * (vocabulary < 0 ? 2 : 1) + layers * block + dim + context * (dim / heads);
  std::string bytes = bytesOf(header);
  std::mt19937 random(3);
  std::uniform_real_distribution<float> uniform(-1, 1);
  for (int i = 0; i < floats; ++i) bytes += bytesOf(uniform(random));
  return bytes;
}

std::string llama2cTokenizer() {
  std::vector<std::pair<std::string, float>> tokens = {
      {"<unk>", 0.0F}, {"\n<s>\n", 0.0F}, {"\n</s>\n", 0.0F}};
  for (int byte = 0; byte < 256; ++byte) tokens.emplace_back(byteToken(byte), 0.0F);
  tokens.insert(tokens.end(),
                {{" ", -5.0F}, {"a", -6.0F}, {"b", -7.0F}, {"ab", -1.0F}, {" a", -2.0F}, {" ab", -3.0F}});
  std::string bytes = bytesOf(std::uint32_t{7});
  for (const auto& [text, score] : tokens)
    bytes += bytesOf(score) + bytesOf(static_cast<std::uint32_t>(text.size())) + text;
  return bytes;
}

std::string byteLevelTokenizerJson() {
  std::vector<std::string> names = byteLevelNames();
  names.insert(names.end(), {"th", "the", "\xC4\xA0the", "<|endoftext|>"});
  const json root = {{"normalizer", nullptr},
                     {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
                     {"post_processor", {{"type", "ByteLevel"}}},
                     {"added_tokens", {{{"id", 259}, {"content", "<|endoftext|>"}, {"special", true}}}},
                     {"model",
                      {{"type", "BPE"},
                       {"vocab", vocabularyOf(names)},
                       {"merges", {"t h", "th e", json::array({"\xC4\xA0", "the"})}}}}};
  return root.dump();
}

std::string llamaTokenizerJson() {
  const std::string block = "\xE2\x96\x81";
  std::vector<std::string> names = {"<unk>", "<s>", "</s>"};
  for (int byte = 0; byte < 256; ++byte) names.push_back(byteToken(byte));
  names.insert(names.end(), {block, "t", "h", "e", block + "t", "he", block + "the"});
  json marks = json::array();
  for (int id = 0; id < 3; ++id)
    marks.push_back({{"id", id}, {"content", names[static_cast<std::size_t>(id)]}, {"special", true}});
  const json steps = {{{"type", "Prepend"}, {"prepend", block}},
                      {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", block}}};
  const json single = {{{"SpecialToken", {{"id", "<s>"}, {"type_id", 0}}}}, {{"Sequence", {{"id", "A"}}}}};
  const json root = {{"normalizer", {{"type", "Sequence"}, {"normalizers", steps}}},
                     {"pre_tokenizer", nullptr},
                     {"post_processor", {{"type", "TemplateProcessing"}, {"single", single}}},
                     {"added_tokens", marks},
                     {"model",
                      {{"type", "BPE"},
                       {"byte_fallback", true},
                       {"vocab", vocabularyOf(names)},
                       {"merges", {block + " t", "h e", block + "t he"}}}}};
  return root.dump();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::shared_ptr<const LanguageModel> readModelFrom(const std::filesystem::path& path) {
  return readModel(path, std::nullopt, es::base::ignoreProgress());
}

std::string modelRefusal(const std::filesystem::path& path) {
  return errorOf([&path] { readModelFrom(path); });
}

bool areInOrder(const std::vector<TokenPiece>& pieces, std::size_t textBytes) {
  std::size_t end = 0;
  for (const TokenPiece& piece : pieces) {
    if (piece.begin < end || piece.end < piece.begin) return false;
    end = piece.end;
  }
  return end <= textBytes;
}

std::vector<std::string> mixedTexts(int count, bool isUtf8) {
  std::vector<std::string> parts = {" ",
                                    " ",
                                    "the",
                                    "king",
                                    "a",
                                    "b",
                                    "\n",
                                    "'s",
                                    "\"",
                                    ".",
                                    ",",
                                    "42",
                                    "é",
                                    "ß",
                                    "日本",
                                    "\xF0\x9F\x99\x83",
                                    "e\xCC\x81",
                                    "\t",
                                    "  ",
                                    "<s>",
                                    "don't",
                                    "-",
                                    "QUEEN",
                                    "\xE2\x96\x81",
                                    std::string(1, '\0'),
                                    "<0x41>",
                                    "<|endoftext|>",
                                    "Hello"};
  if (!isUtf8) parts.insert(parts.end(), {"\xFF", "\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF0\x9F"});
  std::mt19937 random(17);
  std::vector<std::string> texts = {"", " "};
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (auto n = random() % 20; n > 0; --n) text += parts[random() % parts.size()];
    texts.push_back(text);
  }
  return texts;
}

}  // namespace es::model::test
