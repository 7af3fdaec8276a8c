#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace es::model {

/// The texts of a vocabulary by id, and back. Any bytes; texts may repeat.
class TokenList {
 public:
  explicit TokenList(std::vector<std::string> texts);
  TokenList(const TokenList&) = delete;
  TokenList& operator=(const TokenList&) = delete;
  TokenList(TokenList&&) noexcept = default;
  TokenList& operator=(TokenList&&) noexcept = default;

  [[nodiscard]] int size() const { return static_cast<int>(m_texts.size()); }
  [[nodiscard]] const std::string& text(int id) const { return m_texts[static_cast<std::size_t>(id)]; }
  /// The lowest id of this text.
  [[nodiscard]] std::optional<int> find(std::string_view text) const;

 private:
  std::vector<std::string> m_texts;
  std::unordered_map<std::string_view, int> m_idOf;
};

/// "<0xE2>", the name of the token of a byte in llama's vocabularies and the story model's.
std::string byteName(unsigned char byte);
/// The byte of such a name.
std::optional<unsigned char> namedByte(std::string_view name);

/// "king" for " king": the letters and digits behind the space that begins a word; nothing for other tokens.
std::optional<std::string> wordAfterSpace(std::string_view text);

/// Bytes of the UTF-8 character that `text` begins with; 1 where it is not UTF-8. `text` is not empty.
std::size_t characterBytes(std::string_view text);

}  // namespace es::model
