#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/files/json_text.h"
#include "model/tokenizer/token_list.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// What kind of token, by what it does to the text around it.
enum class StoryTokenKind { Word, Piece, Mark, Special, Byte };

struct StoryToken {
  std::string text;  // as in the file: without spaces, pieces without "##"
  StoryTokenKind kind = StoryTokenKind::Word;
  bool gluesLeft = false;   // no space before it
  bool gluesRight = false;  // no space after it
  bool isName = false;      // shown with a capital
};

/// The story model's tokenizer, by the rules of assets/story/story_tokenizer.py: whole words, marks, and
/// pieces of rare words; a space between two tokens is implied and stands in neither's bytes. A-Z are
/// lower-cased. The end mark is put in front of every text: the model has read one between any two stories.
class StoryTokenizer final : public Tokenizer {
 public:
  /// The token that "[mask]" in a text stands for, where the vocabulary has it: a gap.
  static constexpr const char* kMask = "<mask>";

  /// Throws es::Error at `place` for a vocabulary that the rules cannot work with.
  StoryTokenizer(std::vector<StoryToken> tokens, const JsonPlace& place);

  [[nodiscard]] int size() const override { return m_names.size(); }
  [[nodiscard]] std::vector<TokenPiece> encode(std::string_view text) const override;
  [[nodiscard]] std::string decode(std::span<const int> ids) const override;
  /// "king", "##ing", "\n", "<open-quote>", "<0xE2>".
  [[nodiscard]] std::string text(int id) const override { return m_names.text(id); }
  [[nodiscard]] std::optional<std::string> word(int id) const override;
  [[nodiscard]] std::string display(std::span<const int> ids) const override;
  [[nodiscard]] bool isEnd(int id) const override { return id == m_end; }
  [[nodiscard]] std::optional<int> find(std::string_view text) const override { return m_names.find(text); }

 private:
  class Encoder;
  class Capitals;
  using IdOf = std::unordered_map<std::string_view, int>;

  [[nodiscard]] const StoryToken& token(int id) const { return m_tokens[static_cast<std::size_t>(id)]; }
  void indexTokens(const JsonPlace& place);
  [[nodiscard]] int requireStart(const char* text, const JsonPlace& place) const;
  void requireLetters(const JsonPlace& place) const;
  /// The bytes that a token writes.
  [[nodiscard]] std::string surface(int id) const;
  [[nodiscard]] bool impliesSpace(int left, int right) const {
    return !token(left).gluesRight && !token(right).gluesLeft;
  }

  std::vector<StoryToken> m_tokens;
  TokenList m_names;
  IdOf m_starts;              // whole words, marks and first pieces
  IdOf m_continuations;       // pieces inside a word
  std::vector<int> m_bytes;   // (256)
  std::size_t m_longest = 0;  // bytes
  int m_end = 0, m_join = 0, m_space = 0, m_openQuote = 0, m_closeQuote = 0;
  int m_mask = -1;  // -1: none
};

/// Reads the JSON text that assets/story/make_corpus.py writes: a list of
/// {"text", "kind": word|piece|mark|special|byte, "left", "right", "capital"?}. Throws es::Error.
std::shared_ptr<const Tokenizer> readStoryTokenizer(const JsonPlace& place, std::string_view json);

}  // namespace es::model
