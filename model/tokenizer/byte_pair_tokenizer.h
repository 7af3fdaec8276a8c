#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/tokenizer/pair_merges.h"
#include "model/tokenizer/token_list.h"
#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// What text is before its first merge.
enum class BytePairUnits {
  Bytes,       // GPT-2: parts by its expression, every byte a token
  Characters,  // llama: the whole text, every character a token, those without one as bytes <0x..>
};

/// The space that is put in front of a text.
enum class LeadingSpace { None, UnlessThere, Always };

/// How a byte-pair tokenizer treats text.
struct BytePairRules {
  BytePairUnits units = BytePairUnits::Bytes;
  bool splitsText = true;     // by GPT-2's expression; only with Bytes
  bool splitsDigits = false;  // every digit by itself; only with Bytes
  LeadingSpace leadingSpace = LeadingSpace::None;
  std::optional<int> begin;  // put in front of every text
};

/// A vocabulary with the pairs that merge. Texts are the bytes that tokens stand for (but for bytes of
/// Characters:
/// "<0xE2>"), with a plain space for llama's U+2581.
struct BytePairVocabulary {
  std::vector<std::string> texts;  // by id
  std::vector<bool> isMark;        // by id: <s>, <|endoftext|> and such, never found in text
  std::vector<bool> isEnd;         // by id: generation stops there
  std::unordered_map<std::uint64_t, PairMerge> merges;

  static std::uint64_t pairKey(int left, int right) {
    return static_cast<std::uint64_t>(left) << 32U | static_cast<std::uint32_t>(right);
  }
};

/// Byte-pair encoding: the pair that was learned first is merged first (Sennrich et al. 2016; GPT-2). Text is
/// never read as one of the marks.
class BytePairTokenizer final : public Tokenizer {
 public:
  /// Every byte must have a token (asserted): itself, or <0x..> with Characters.
  BytePairTokenizer(BytePairVocabulary vocabulary, const BytePairRules& rules);

  [[nodiscard]] int size() const override { return m_tokens.size(); }
  [[nodiscard]] std::vector<TokenPiece> encode(std::string_view text) const override;
  [[nodiscard]] std::string decode(std::span<const int> ids) const override;
  [[nodiscard]] std::string text(int id) const override { return m_tokens.text(id); }
  [[nodiscard]] std::optional<std::string> word(int id) const override;
  [[nodiscard]] bool isEnd(int id) const override { return m_isEnd[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::optional<int> find(std::string_view text) const override { return m_tokens.find(text); }

 private:
  [[nodiscard]] std::vector<TokenPiece> encodeBytes(std::string_view text) const;
  [[nodiscard]] std::vector<TokenPiece> encodeCharacters(std::string_view text) const;
  [[nodiscard]] bool addsSpace(std::string_view text) const;
  [[nodiscard]] bool isMark(int id) const { return m_isMark[static_cast<std::size_t>(id)]; }
  [[nodiscard]] int byteId(char byte) const { return m_byteIds[static_cast<unsigned char>(byte)]; }
  [[nodiscard]] std::optional<int> findMergeable(std::string_view text) const;

  TokenList m_tokens;
  std::vector<bool> m_isMark, m_isEnd;
  std::unordered_map<std::uint64_t, PairMerge> m_merges;
  FindMerge m_findMerge;
  BytePairRules m_rules;
  std::array<int, 256> m_byteIds{};
};

}  // namespace es::model
