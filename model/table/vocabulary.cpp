#include "model/table/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/edit_distance.h"
#include "base/utf8.h"

namespace es::model {
namespace {

using math::Index;

std::string lowerCased(std::string_view bytes) {
  std::string lowered;
  while (!bytes.empty()) {
    const std::string_view before = bytes;
    const char32_t codepoint = base::takeCodepoint(bytes);
    if (codepoint == base::kReplacement) {  // not UTF-8: kept as it is
      lowered += before.substr(0, before.size() - bytes.size());
    } else {
      base::appendCodepoint(
          lowered, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codepoint))));
    }
  }
  return lowered;
}

}  // namespace

Vocabulary::Vocabulary(WordList words) : m_words(std::move(words)), m_index(m_words.size()) {
  for (std::size_t row = 0; row < m_words.size(); ++row) {
    [[maybe_unused]] const bool isNew = m_index.insert(m_words, row);
    assert(isNew);
  }
}

Vocabulary::Vocabulary(const std::vector<std::string>& words) : Vocabulary(WordList(words)) {}

Vocabulary::Vocabulary(WordList words, WordIndex index)
    : m_words(std::move(words)), m_index(std::move(index)) {}

std::optional<Index> Vocabulary::find(std::string_view word) const {
  return m_index.find(m_words, word);
}

std::optional<Index> Vocabulary::findForgiving(std::string_view word) const {
  const auto exact = find(word);
  return exact ? exact : find(lowerCased(word));
}

std::vector<Index> Vocabulary::completions(std::string_view prefix, std::size_t count) const {
  std::vector<Index> rows;
  const auto exact = find(prefix);
  if (exact && count > 0) rows.push_back(*exact);
  for (Index row = 0; row < size() && rows.size() < count; ++row)
    if (at(row).starts_with(prefix) && row != exact) rows.push_back(row);
  return rows;
}

std::vector<Index> Vocabulary::closestSpellings(std::string_view word, std::size_t count) const {
  constexpr std::size_t kShortBytes = 4;
  const std::size_t limit = word.size() <= kShortBytes ? 1 : 2;
  std::vector<std::pair<std::size_t, Index>> close;
  for (Index row = 0; row < size(); ++row) {
    const std::string_view candidate = at(row);
    if (candidate.size() > word.size() + limit || candidate.size() + limit < word.size()) continue;
    const std::size_t distance = base::editDistance(word, candidate, limit);
    if (distance <= limit) close.emplace_back(distance, row);
  }
  std::ranges::sort(close);
  std::vector<Index> rows;
  for (std::size_t i = 0; i < std::min(count, close.size()); ++i) rows.push_back(close[i].second);
  return rows;
}

}  // namespace es::model
