#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace es::model {

/// A token of a text with the bytes of the text that it stands for.
struct TokenPiece {
  int id = 0;
  std::size_t begin = 0, end = 0;  // [begin, end) of the encoded text; empty for begin-of-text marks
};

/// Cuts text into the tokens of a model's vocabulary. Immutable, safe on any thread.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  [[nodiscard]] virtual int size() const = 0;  // of the vocabulary
  /// Any bytes. With the begin-of-text token in front where the model expects one, so never empty for such
  /// models.
  [[nodiscard]] virtual std::vector<TokenPiece> encode(std::string_view text) const = 0;
  /// The text that ids stand for; begin- and end-of-text give nothing.
  [[nodiscard]] virtual std::string decode(std::span<const int> ids) const = 0;
  /// A token by itself, as its bytes: " little", "ing", "<s>".
  [[nodiscard]] virtual std::string text(int id) const = 0;
  /// The word that a token is, to look it up in a table of words: "king" for " king"; nothing for pieces of
  /// words, marks and bytes.
  [[nodiscard]] virtual std::optional<std::string> word(int id) const = 0;
  /// decode, with what the vocabulary leaves out put back for display: the story model's capitals.
  [[nodiscard]] virtual std::string display(std::span<const int> ids) const { return decode(ids); }
  /// The token that ends a text: generation stops there.
  [[nodiscard]] virtual bool isEnd(int id) const = 0;
  /// The token of this exact text (as text() gives it), if there is one.
  [[nodiscard]] virtual std::optional<int> find(std::string_view text) const = 0;

 protected:
  Tokenizer() = default;
};

/// Just the ids.
std::vector<int> tokenIds(std::span<const TokenPiece> pieces);

}  // namespace es::model
