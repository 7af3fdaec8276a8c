#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/files/input_file.h"
#include "model/tokenizer/token_list.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// llama2.c's tokenizer.bin (github.com/karpathy/llama2.c, run.c): characters, and bytes of unknown ones, are
/// merged by the highest score of what they become. 0 is unknown, 1 begins a text, 2 ends it, byte b is b
/// + 3. Text is never read as one of the marks.
class ScoreMergeTokenizer final : public Tokenizer {
 public:
  static constexpr int kBegin = 1;
  static constexpr int kEnd = 2;
  static constexpr int kFirstByte = 3;
  static constexpr int kFewestTokens = kFirstByte + 256;

  /// scores: one a text; at least kFewestTokens (asserted).
  ScoreMergeTokenizer(std::vector<std::string> texts, std::vector<float> scores);

  [[nodiscard]] int size() const override { return m_tokens.size(); }
  [[nodiscard]] std::vector<TokenPiece> encode(std::string_view text) const override;
  [[nodiscard]] std::string decode(std::span<const int> ids) const override;
  [[nodiscard]] std::string text(int id) const override { return m_tokens.text(id); }
  [[nodiscard]] std::optional<std::string> word(int id) const override {
    return wordAfterSpace(m_tokens.text(id));
  }
  [[nodiscard]] bool isEnd(int id) const override { return id == kBegin || id == kEnd; }
  [[nodiscard]] std::optional<int> find(std::string_view text) const override { return m_tokens.find(text); }

 private:
  [[nodiscard]] std::optional<int> findMergeable(std::string_view text) const;

  TokenList m_tokens;
  std::vector<float> m_scores;
};

/// Reads a tokenizer.bin of exactly `vocabulary` tokens. Throws es::Error.
std::shared_ptr<const Tokenizer> readScoreMergeTokenizer(const InputFile& file, int vocabulary);

}  // namespace es::model
