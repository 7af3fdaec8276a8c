#include "model/table/word_list.h"

#include <algorithm>
#include <utility>

namespace es::model {

WordList::WordList(std::span<const std::string> words) {
  reserve(words.size());
  for (const std::string& word : words) push_back(word);
}

WordList WordList::ofLines(std::string text) {
  WordList list;
  list.m_text = std::move(text);
  list.m_text += '\n';
  list.reserve(static_cast<std::size_t>(std::ranges::count(list.m_text, '\n')));
  for (std::size_t end = list.m_text.find('\n'); end != std::string::npos;
       end = list.m_text.find('\n', end + 1))
    list.m_ends.push_back(end);
  return list;
}

void WordList::push_back(std::string_view word) {
  m_text += word;
  m_ends.push_back(m_text.size());
  m_text += '\n';
}

void WordList::append(const WordList& more) {
  const std::size_t before = m_text.size();
  m_text += more.m_text;
  for (const std::size_t end : more.m_ends) m_ends.push_back(before + end);
}

void WordList::clear() {
  m_text.clear();
  m_ends.clear();
}

void WordList::keepFirst(std::size_t words) {
  if (words >= size()) return;
  m_ends.resize(words);
  m_text.resize(words == 0 ? 0 : m_ends.back() + 1);
}

void WordList::keep(std::span<const std::size_t> rows) {
  std::size_t begin = 0;
  for (std::size_t to = 0; to < rows.size(); ++to) {
    const std::string_view word = (*this)[rows[to]];  // lies at or behind `begin`, its end at or behind `to`
    std::ranges::copy(word, m_text.begin() + static_cast<std::ptrdiff_t>(begin));
    begin += word.size();
    m_text[begin] = '\n';
    m_ends[to] = begin++;
  }
  m_text.resize(begin);
  m_ends.resize(rows.size());
}

}  // namespace es::model
