#include "app/panels/widgets/word_list.h"

#include "app/command/text/token.h"

namespace es::app {

std::vector<std::string> wordsOfText(std::string_view text) {
  std::vector<std::string> words;
  for (Token& token : tokenize(text)) words.push_back(std::move(token.value));
  return words;
}

std::vector<std::vector<std::string>> wordGroupsOfText(std::string_view text) {
  std::vector<std::vector<std::string>> groups;
  bool quoted = false;
  for (std::size_t start = 0, at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (at < text.size() && (text[at] != ';' || quoted)) continue;
    if (auto words = wordsOfText(text.substr(start, at - start)); !words.empty())
      groups.push_back(std::move(words));
    start = at + 1;
  }
  return groups;
}

std::string textOfWords(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += quoteArgument(word);
  }
  return text;
}

std::optional<std::size_t> stateNameAt(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || lastWordAt(text.substr(0, at)) != at) return std::nullopt;
  const std::string_view name = text.substr(at);
  if (name.find_first_of(" \t+*(;:\"") != std::string_view::npos) return std::nullopt;
  const std::size_t dash = name.find('-');
  const bool isName = dash == std::string_view::npos ||
                      name.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
  return isName ? std::optional(at) : std::nullopt;
}

std::size_t lastWordAt(std::string_view text) {
  const std::size_t end = text.find_last_of(" \t+-*(;:");
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace es::app
