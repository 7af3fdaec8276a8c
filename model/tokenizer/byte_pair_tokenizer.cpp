#include "model/tokenizer/byte_pair_tokenizer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "model/tokenizer/gpt2_split.h"

namespace es::model {
namespace {

constexpr std::string_view kLowerBlock = "\xE2\x96\x81";  // U+2581, which llama writes for a space

}  // namespace

BytePairTokenizer::BytePairTokenizer(BytePairVocabulary vocabulary, const BytePairRules& rules)
    : m_tokens(std::move(vocabulary.texts)),
      m_isMark(std::move(vocabulary.isMark)),
      m_isEnd(std::move(vocabulary.isEnd)),
      m_merges(std::move(vocabulary.merges)),
      m_rules(rules) {
  m_findMerge = [this](int left, int right) -> std::optional<PairMerge> {
    const auto at = m_merges.find(BytePairVocabulary::pairKey(left, right));
    return at == m_merges.end() ? std::nullopt : std::optional(at->second);
  };
  for (unsigned byte = 0; byte < m_byteIds.size(); ++byte) {
    const auto value = static_cast<unsigned char>(byte);
    const auto id = m_rules.units == BytePairUnits::Bytes
                        ? m_tokens.find(std::string(1, static_cast<char>(value)))
                        : m_tokens.find(byteName(value));
    assert(id);
    m_byteIds[byte] = *id;
  }
}

std::optional<int> BytePairTokenizer::findMergeable(std::string_view text) const {
  const auto id = m_tokens.find(text);
  return id && !isMark(*id) ? id : std::nullopt;
}

bool BytePairTokenizer::addsSpace(std::string_view text) const {
  const bool isThere = text.starts_with(' ');
  return m_rules.leadingSpace == LeadingSpace::Always ||
         (m_rules.leadingSpace == LeadingSpace::UnlessThere && !isThere);
}

std::vector<TokenPiece> BytePairTokenizer::encode(std::string_view text) const {
  std::vector<TokenPiece> pieces;
  if (m_rules.begin) pieces.push_back({*m_rules.begin, 0, 0});
  if (text.empty()) return pieces;
  const auto read = m_rules.units == BytePairUnits::Bytes ? encodeBytes(text) : encodeCharacters(text);
  pieces.insert(pieces.end(), read.begin(), read.end());
  return pieces;
}

std::vector<TokenPiece> BytePairTokenizer::encodeBytes(std::string_view text) const {
  // A space that is put in front changes how the text is split, so it is split with it; it covers nothing.
  const std::size_t added = addsSpace(text) ? 1 : 0;
  const std::string withSpace = added > 0 ? " " + std::string(text) : std::string();
  const std::string_view whole = added > 0 ? std::string_view(withSpace) : text;
  std::vector<TokenPiece> result;
  std::vector<TokenPiece> pieces;
  for (const std::string_view run : m_rules.splitsDigits ? splitDigits(whole) : std::vector{whole}) {
    for (const std::string_view part : m_rules.splitsText ? gpt2Split(run) : std::vector{run}) {
      const auto begin = static_cast<std::size_t>(part.data() - whole.data());
      pieces.clear();
      for (std::size_t i = 0; i < part.size(); ++i)
        pieces.push_back({byteId(part[i]), begin + i, begin + i + 1});
      mergePairs(pieces, m_findMerge);
      result.insert(result.end(), pieces.begin(), pieces.end());
    }
  }
  for (TokenPiece& piece : result) {
    piece.begin -= std::min(added, piece.begin);
    piece.end -= added;
  }
  return result;
}

std::vector<TokenPiece> BytePairTokenizer::encodeCharacters(std::string_view text) const {
  std::vector<TokenPiece> pieces;
  const auto add = [&](std::string_view character, std::size_t begin, std::size_t end) {
    if (const auto id = findMergeable(character)) {
      pieces.push_back({*id, begin, end});
      return;
    }
    for (std::size_t i = begin; i < end; ++i) pieces.push_back({byteId(text[i]), i, i + 1});
  };
  if (addsSpace(text)) add(" ", 0, 0);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = characterBytes(text.substr(at));
    const std::string_view character = text.substr(at, size);
    add(character == kLowerBlock ? " " : character, at, at + size);
    at += size;
  }
  mergePairs(pieces, m_findMerge);
  return pieces;
}

std::string BytePairTokenizer::decode(std::span<const int> ids) const {
  std::string text;
  // The space that encode adds goes again; without a begin mark the front of the text cannot be told from its
  // middle.
  const bool addsAny = m_rules.leadingSpace != LeadingSpace::None;
  bool dropsSpace = addsAny && !m_rules.begin;
  for (const int id : ids) {
    if (isMark(id)) {
      dropsSpace = addsAny && m_rules.begin == id;
      continue;
    }
    const std::string_view token = m_tokens.text(id);
    const auto byte = m_rules.units == BytePairUnits::Characters ? namedByte(token) : std::nullopt;
    if (byte) {
      text += static_cast<char>(*byte);
    } else {
      text += token.substr(dropsSpace && token.starts_with(' ') ? 1 : 0);
    }
    dropsSpace = false;
  }
  return text;
}

std::optional<std::string> BytePairTokenizer::word(int id) const {
  return isMark(id) ? std::nullopt : wordAfterSpace(m_tokens.text(id));
}

}  // namespace es::model
