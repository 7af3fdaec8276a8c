#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/types.h"
#include "model/table/word_index.h"
#include "model/table/word_list.h"

namespace es::model {

/// The words of a table in row order (file order, which is frequency order in GloVe and word2vec).
class Vocabulary {
 public:
  Vocabulary() = default;
  /// Words must be distinct (readers keep the first of doubles). Any bytes are allowed, also invalid UTF-8.
  explicit Vocabulary(WordList words);
  explicit Vocabulary(const std::vector<std::string>& words);
  /// The same with the index of exactly these words, where a reader has made it already.
  Vocabulary(WordList words, WordIndex index);
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;
  Vocabulary(Vocabulary&&) noexcept = default;
  Vocabulary& operator=(Vocabulary&&) noexcept = default;

  [[nodiscard]] math::Index size() const { return static_cast<math::Index>(m_words.size()); }
  [[nodiscard]] std::string word(math::Index row) const { return std::string(at(row)); }
  [[nodiscard]] const WordList& words() const { return m_words; }
  [[nodiscard]] std::size_t bytes() const { return m_words.bytes() + m_index.bytes(); }  // of memory

  /// The row of exactly this word.
  [[nodiscard]] std::optional<math::Index> find(std::string_view word) const;

  /// As `find`; where the table lacks the word as written, its lower-cased form is tried (Unicode), so that
  /// "King" finds "king" in a lower-cased table.
  [[nodiscard]] std::optional<math::Index> findForgiving(std::string_view word) const;

  /// The most frequent words (lowest rows) that begin with `prefix`, the word itself first if it is one.
  /// Looks from the first row on until there are enough: microseconds for a common beginning, about a
  /// millisecond at 341,000 words for a rare one; called while typing.
  [[nodiscard]] std::vector<math::Index> completions(std::string_view prefix, std::size_t count) const;

  /// The words nearest to a misspelt one by edit distance (at most 2; 1 for words up to 4 bytes), then
  /// frequency.
  [[nodiscard]] std::vector<math::Index> closestSpellings(std::string_view word, std::size_t count) const;

 private:
  [[nodiscard]] std::string_view at(math::Index row) const { return m_words[static_cast<std::size_t>(row)]; }

  WordList m_words;
  WordIndex m_index;
};

}  // namespace es::model
