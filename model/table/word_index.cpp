#include "model/table/word_index.h"

#include <bit>
#include <cassert>
#include <functional>

namespace es::model {

WordIndex::WordIndex(std::size_t capacity) : m_slots(std::bit_ceil(2 * capacity + 1)) {
  assert(capacity < kFree);
}

bool WordIndex::insert(const WordList& words, std::size_t row) {
  const std::uint64_t hash = std::hash<std::string_view>{}(words[row]);
  const std::size_t mask = m_slots.size() - 1;
  const auto upper = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = hash & mask;
  for (; m_slots[at].row != kFree; at = (at + 1) & mask)
    if (m_slots[at].hash == upper && words[m_slots[at].row] == words[row]) return false;
  m_slots[at] = {static_cast<std::uint32_t>(row), upper};
  return true;
}

std::optional<math::Index> WordIndex::find(const WordList& words, std::string_view word) const {
  if (m_slots.empty()) return std::nullopt;
  const std::uint64_t hash = std::hash<std::string_view>{}(word);
  const std::size_t mask = m_slots.size() - 1;
  const auto upper = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask; m_slots[at].row != kFree; at = (at + 1) & mask)
    if (m_slots[at].hash == upper && words[m_slots[at].row] == word) return m_slots[at].row;
  return std::nullopt;
}

}  // namespace es::model
