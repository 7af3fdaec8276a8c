#include "model/tokenizer/score_merge_tokenizer.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/utf8.h"
#include "model/tokenizer/pair_merges.h"

namespace es::model {
namespace {

/// Bytes up to the next one that begins a character, at most four: what run.c looks up as one.
std::size_t characterRun(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  std::size_t size = 1;
  while (size < kLongest && size < text.size() && base::isContinuation(text[size])) ++size;
  return size;
}

/// The exporter writes the marks between line feeds; they are shown, never matched.
std::vector<std::string> withPlainMarks(std::vector<std::string> texts) {
  texts[0] = "<unk>";
  texts[ScoreMergeTokenizer::kBegin] = "<s>";
  texts[ScoreMergeTokenizer::kEnd] = "</s>";
  return texts;
}

}  // namespace

ScoreMergeTokenizer::ScoreMergeTokenizer(std::vector<std::string> texts, std::vector<float> scores)
    : m_tokens(withPlainMarks(std::move(texts))), m_scores(std::move(scores)) {
  assert(m_tokens.size() >= kFewestTokens && m_scores.size() == static_cast<std::size_t>(m_tokens.size()));
}

std::optional<int> ScoreMergeTokenizer::findMergeable(std::string_view text) const {
  const auto id = m_tokens.find(text);
  return id && *id >= kFirstByte ? id : std::nullopt;
}

std::vector<TokenPiece> ScoreMergeTokenizer::encode(std::string_view text) const {
  std::vector<TokenPiece> pieces;
  const auto space = findMergeable(" ");
  if (!text.empty() && space) pieces.push_back({*space, 0, 0});
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = characterRun(text.substr(at));
    if (const auto id = findMergeable(text.substr(at, size))) {
      pieces.push_back({*id, at, at + size});
    } else {
      for (std::size_t i = at; i < at + size; ++i)
        pieces.push_back({kFirstByte + static_cast<unsigned char>(text[i]), i, i + 1});
    }
    at += size;
  }
  std::string joined;
  mergePairs(pieces, [this, &joined](int left, int right) -> std::optional<PairMerge> {
    joined = m_tokens.text(left);
    joined += m_tokens.text(right);
    const auto id = findMergeable(joined);
    if (!id) return std::nullopt;
    return PairMerge{*id, -static_cast<double>(m_scores[static_cast<std::size_t>(*id)])};
  });
  pieces.insert(pieces.begin(), {kBegin, 0, 0});
  return pieces;
}

std::string ScoreMergeTokenizer::decode(std::span<const int> ids) const {
  std::string text;
  bool isFirst = false;
  for (const int id : ids) {
    if (isEnd(id)) {
      isFirst = id == kBegin;
      continue;
    }
    const std::string& token = m_tokens.text(id);
    const bool dropsSpace = std::exchange(isFirst, false) && token.starts_with(' ');
    if (const auto byte = namedByte(token)) {
      text += static_cast<char>(*byte);
    } else {
      text += std::string_view(token).substr(dropsSpace ? 1 : 0);
    }
  }
  return text;
}

namespace {

/// Takes values off the front of the file's bytes.
class TokenizerBytes {
 public:
  TokenizerBytes(const InputFile& file, std::string_view bytes) : m_file(file), m_rest(bytes) {}

  [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

  template <typename Value>
  Value take(const std::string& where) {
    Value value;
    requireBytes(sizeof(value), where);
    std::memcpy(&value, m_rest.data(), sizeof(value));
    m_rest.remove_prefix(sizeof(value));
    return value;
  }

  std::string takeText(std::size_t size, const std::string& where) {
    requireBytes(size, where);
    std::string text(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
    return text;
  }

  [[nodiscard]] Error refuse(const std::string& where, const std::string& expected,
                             const std::string& found) const {
    return base::fileError(m_file.path(), {where, expected, found});
  }

 private:
  void requireBytes(std::size_t size, const std::string& where) const {
    if (size > m_rest.size())
      throw refuse(where, base::groupedText(size) + " more bytes", base::groupedText(m_rest.size()));
  }

  const InputFile& m_file;
  std::string_view m_rest;
};

}  // namespace

std::shared_ptr<const Tokenizer> readScoreMergeTokenizer(const InputFile& file, int vocabulary) {
  constexpr std::uint64_t kLargestFile = std::uint64_t{256} << 20;
  if (file.size() > kLargestFile) {
    throw base::fileError(
        file.path(), {"", "a llama2.c tokenizer below 256 MiB", base::groupedText(file.size()) + " bytes"});
  }
  std::string content(static_cast<std::size_t>(file.size()), '\0');
  file.read(0, std::as_writable_bytes(std::span(content)));
  TokenizerBytes bytes(file, content);
  const auto longest = bytes.take<std::int32_t>("longest length");
  if (longest < 1 || static_cast<std::uint64_t>(longest) > file.size()) {
    throw bytes.refuse("byte 0", "a llama2.c tokenizer that begins with its longest token's length",
                       fmt::to_string(longest));
  }
  std::vector<std::string> texts;
  std::vector<float> scores;
  while (!bytes.atEnd()) {
    const std::string where = "token " + base::groupedText(texts.size());
    scores.push_back(bytes.take<float>(where));
    if (!std::isfinite(scores.back())) throw bytes.refuse(where, "a finite score", "none");
    const auto length = bytes.take<std::int32_t>(where);
    if (length < 1 || length > longest)
      throw bytes.refuse(where, fmt::format("a length of 1 to {}", longest), fmt::to_string(length));
    texts.push_back(bytes.takeText(static_cast<std::size_t>(length), where));
  }
  if (texts.size() != static_cast<std::size_t>(vocabulary)) {
    throw bytes.refuse("", base::groupedText(vocabulary) + " tokens, as the model has",
                       base::groupedText(texts.size()));
  }
  if (vocabulary < ScoreMergeTokenizer::kFewestTokens)
    throw bytes.refuse("", "at least 259 tokens: three marks and 256 bytes", base::groupedText(texts.size()));
  return std::make_shared<ScoreMergeTokenizer>(std::move(texts), std::move(scores));
}

}  // namespace es::model
