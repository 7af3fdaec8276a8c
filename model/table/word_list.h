#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace es::model {

/// Words in row order in one text: a quarter of the memory of as many strings, and made at once from the
/// text that a file holds. Any bytes are allowed.
class WordList {
 public:
  WordList() = default;
  explicit WordList(std::span<const std::string> words);

  /// The words that line feeds part: one more than there are line feeds.
  static WordList ofLines(std::string text);

  [[nodiscard]] std::size_t size() const { return m_ends.size(); }
  [[nodiscard]] bool empty() const { return m_ends.empty(); }

  /// Valid until the list changes.
  std::string_view operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : m_ends[row - 1] + 1;
    return std::string_view(m_text).substr(begin, m_ends[row] - begin);
  }

  void reserve(std::size_t words) { m_ends.reserve(words); }
  void push_back(std::string_view word);
  void append(const WordList& more);
  void clear();

  /// Keeps the first `words` of them.
  void keepFirst(std::size_t words);

  /// Keeps the words at `rows`, which ascend.
  void keep(std::span<const std::size_t> rows);

  /// Every word followed by one byte, a line feed where push_back put it.
  [[nodiscard]] const std::string& text() const { return m_text; }

  [[nodiscard]] std::size_t bytes() const {
    return m_text.size() + m_ends.size() * sizeof(std::size_t);
  }  // of memory

 private:
  std::string m_text;
  std::vector<std::size_t> m_ends;  // of each word; the next begins one byte behind it
};

}  // namespace es::model
