#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "math/types.h"
#include "model/table/word_list.h"

namespace es::model {

/// Finds rows by their words: a flat hash table (open addressing) of row numbers. It keeps no words itself;
/// every call is given the same list, at most 2^32 - 1 long.
class WordIndex {
 public:
  WordIndex() = default;
  explicit WordIndex(std::size_t capacity);  // of words

  /// False when a row with the same word is there.
  bool insert(const WordList& words, std::size_t row);
  [[nodiscard]] std::optional<math::Index> find(const WordList& words, std::string_view word) const;

  [[nodiscard]] std::size_t bytes() const { return m_slots.size() * sizeof(Slot); }  // of memory

 private:
  struct Slot {
    std::uint32_t row = kFree;
    std::uint32_t hash = 0;  // its upper half: most other words are told apart by it
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  std::vector<Slot> m_slots;  // a power of two, at most half of them taken
};

}  // namespace es::model
