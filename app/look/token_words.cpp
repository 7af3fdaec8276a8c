#include "app/look/token_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "base/display_text.h"

namespace es::app {

namespace {

constexpr std::string_view kBlank = "·";
constexpr std::string_view kNoCharacter = "\xEF\xBF\xBD";
constexpr std::string_view kGoesOn = "…";

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kMarks{{
    {"<s>", "start of text"},
    {"<bos>", "start of text"},
    {"<|begin_of_text|>", "start of text"},
    {"</s>", "end of text"},
    {"<eos>", "end of text"},
    {"<|endoftext|>", "end of text"},
    {"<|end_of_text|>", "end of text"},
    {"<|endofstory|>", "end of story"},
    {"<unk>", "unknown"},
    {"<mask>", "gap"},
    {"<join>", "joined"},
    {"<space>", "space"},
    {"<open-quote>", "“"},
    {"<close-quote>", "”"},
}};

constexpr std::string_view kDigits = "0123456789ABCDEF";

/// The byte that a name such as <0x0A> says.
std::optional<char> namedByte(std::string_view name) {
  if (name.size() != 6 || !name.starts_with("<0x") || name.back() != '>') return std::nullopt;
  int value = 0;
  for (const char c : name.substr(3, 2)) {
    const std::size_t digit = kDigits.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    if (digit == std::string_view::npos) return std::nullopt;
    value = 16 * value + static_cast<int>(digit);
  }
  return static_cast<char>(value);
}

/// Blanks that show as nothing, named; nothing where anything else is among them.
std::optional<std::string> namedBlanks(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto all = [&](char c) { return bytes.find_first_not_of(c) == std::string_view::npos; };
  const char* name = all('\n') ? "newline" : all('\t') ? "tab" : all(' ') ? "space" : nullptr;
  if (!name) return std::nullopt;
  return bytes.size() == 1 ? std::string(name) : std::string(name) + " ×" + std::to_string(bytes.size());
}

bool isNoText(std::string_view bytes) {
  const std::string shown = base::displayText(bytes);
  const bool broken =
      shown.find(kNoCharacter) != std::string::npos && bytes.find(kNoCharacter) == std::string_view::npos;
  const bool isControl = bytes.size() == 1 && static_cast<unsigned char>(bytes.front()) < 0x20;
  return broken || isControl;
}

}  // namespace

std::string hexText(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (!hex.empty()) hex += ' ';
    hex += kDigits[value >> 4];
    hex += kDigits[value & 15];
  }
  return hex;
}

std::string tokenWords(std::string_view bytes) {
  for (const auto& [mark, words] : kMarks)
    if (bytes == mark) return std::string(words);
  const std::optional<char> named = namedByte(bytes);
  if (named) bytes = std::string_view(&*named, 1);
  if (auto blanks = namedBlanks(bytes)) return *blanks;
  if (bytes.size() > 2 && bytes.starts_with("##") && bytes[2] != '#')
    return std::string(kGoesOn) + base::displayText(bytes.substr(2));
  const std::size_t blanks = std::min(bytes.find_first_not_of(' '), bytes.size());
  std::string words;
  for (std::size_t i = 0; i < blanks; ++i) words += kBlank;
  const std::string_view rest = bytes.substr(blanks);
  if (isNoText(rest) || (named && static_cast<unsigned char>(*named) >= 0x80))
    return words + (rest.size() == 1 ? "byte " : "bytes ") + hexText(rest);
  return words + base::displayText(rest);
}

std::string layerStepWords(std::string_view name) {
  if (name == "embedding") return "the word itself";
  if (name == "final") return "the model";
  const std::size_t point = name.find('.');
  if (!name.starts_with("L") || point == std::string_view::npos) return std::string(name);
  const std::string_view layer = name.substr(1, point - 1), part = name.substr(point + 1);
  return "layer " + std::string(layer) + " " + (part == "mlp" ? "MLP" : std::string(part));
}

}  // namespace es::app
