#include "model/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <utility>

#include "math/edit_distance.h"
#include "math/parallel.h"

namespace es::model {
namespace {

using math::Index;

std::string lowerCased(std::string_view bytes) {
  std::string lowered;
  while (!bytes.empty()) {
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t read = utf8proc_iterate(at, static_cast<utf8proc_ssize_t>(bytes.size()), &c);
    const std::size_t used = read > 0 ? static_cast<std::size_t>(read) : 1;
    utf8proc_uint8_t encoded[4];
    const utf8proc_ssize_t count = read > 0 ? utf8proc_encode_char(utf8proc_tolower(c), encoded) : 0;
    if (count > 0) {
      lowered.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(count));
    } else {
      lowered.append(bytes.substr(0, used));  // not UTF-8: kept as it is
    }
    bytes.remove_prefix(used);
  }
  return lowered;
}

/// The first bytes of a word as a number that sorts as they do: most comparisons of a sort need nothing else.
struct SortKey {
  std::uint64_t start = 0;
  Index row = 0;
};

SortKey keyOf(const std::string& word, Index row) {
  constexpr std::size_t kBytes = sizeof(std::uint64_t);
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < kBytes; ++i) {
    start = start << 8 | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
  }
  return {start, row};
}

std::vector<Index> sortedRows(const std::vector<std::string>& words) {
  const auto before = [&words](const SortKey& a, const SortKey& b) {
    if (a.start != b.start) return a.start < b.start;
    return words[static_cast<std::size_t>(a.row)] < words[static_cast<std::size_t>(b.row)];
  };
  std::vector<SortKey> keys(words.size());
  const auto middle = keys.begin() + std::ssize(keys) / 2;
  math::inParallel(2, [&](Index half) {
    const auto begin = half == 0 ? keys.begin() : middle, end = half == 0 ? middle : keys.end();
    for (auto key = begin; key != end; ++key) {
      const Index row = key - keys.begin();
      *key = keyOf(words[static_cast<std::size_t>(row)], row);
    }
    std::sort(begin, end, before);
  });
  std::inplace_merge(keys.begin(), middle, keys.end(), before);
  std::vector<Index> rows;
  rows.reserve(keys.size());
  for (const SortKey& key : keys) rows.push_back(key.row);
  return rows;
}

}  // namespace

Vocabulary::Vocabulary(std::vector<std::string> words)
    : m_words(std::move(words)), m_index(m_words.size()), m_sorted(sortedRows(m_words)) {
  for (std::size_t row = 0; row < m_words.size(); ++row) {
    [[maybe_unused]] const bool isNew = m_index.insert(m_words, row);
    assert(isNew);
  }
}

Vocabulary::Vocabulary(std::vector<std::string> words, WordIndex index)
    : m_words(std::move(words)), m_index(std::move(index)), m_sorted(sortedRows(m_words)) {}

std::optional<Index> Vocabulary::find(std::string_view word) const {
  return m_index.find(m_words, word);
}

std::optional<Index> Vocabulary::findForgiving(std::string_view word) const {
  const auto exact = find(word);
  return exact ? exact : find(lowerCased(word));
}

std::vector<Index> Vocabulary::completions(std::string_view prefix, std::size_t count) const {
  const auto startOf = [&](Index row) { return std::string_view(word(row)).substr(0, prefix.size()); };
  const auto begin = std::lower_bound(m_sorted.begin(), m_sorted.end(), prefix,
                                      [&](Index row, std::string_view text) { return startOf(row) < text; });
  const auto end = std::upper_bound(begin, m_sorted.end(), prefix,
                                    [&](std::string_view text, Index row) { return text < startOf(row); });
  std::vector<Index> rows(std::min(count, static_cast<std::size_t>(end - begin)));
  const auto exact = find(prefix);
  // The word itself counts as the most frequent.
  const auto isEarlier = [&exact](Index a, Index b) {
    return a != b && (a == exact || (b != exact && a < b));
  };
  std::partial_sort_copy(begin, end, rows.begin(), rows.end(), isEarlier);
  return rows;
}

std::vector<Index> Vocabulary::closestSpellings(std::string_view word, std::size_t count) const {
  constexpr std::size_t kShortBytes = 4;
  const std::size_t limit = word.size() <= kShortBytes ? 1 : 2;
  std::vector<std::pair<std::size_t, Index>> close;
  for (Index row = 0; row < size(); ++row) {
    const std::string& candidate = this->word(row);
    if (candidate.size() > word.size() + limit || candidate.size() + limit < word.size()) continue;
    const std::size_t distance = math::editDistance(word, candidate, limit);
    if (distance <= limit) close.emplace_back(distance, row);
  }
  std::ranges::sort(close);
  std::vector<Index> rows;
  for (std::size_t i = 0; i < std::min(count, close.size()); ++i) rows.push_back(close[i].second);
  return rows;
}

}  // namespace es::model
