#include "app/command/text/text_table.h"

#include <algorithm>
#include <cassert>

#include "base/display_text.h"
#include "base/utf8.h"
#include "model/table/vocabulary.h"

namespace es::app {

namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !base::isContinuation(c); }));
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
  assert(cells.size() == m_columns.size());
  m_rows.push_back(std::move(cells));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths(m_columns.size(), 0);
  for (const auto& row : m_rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], characters(row[c]));
  std::string result;
  for (const auto& row : m_rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string padding(widths[c] - characters(row[c]), ' ');
      line += (c == 0 ? "" : "  ") + (m_columns[c] == Align::Right ? padding + row[c] : row[c] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += (result.empty() ? "" : "\n") + line;
  }
  return result;
}

std::string cellText(std::string_view word) {
  constexpr std::size_t kLongest = 60;
  std::string whole = base::displayText(word.substr(0, 4 * kLongest + 4));
  std::size_t count = 0;
  for (std::size_t i = 0; i < whole.size(); ++i)
    if (!base::isContinuation(whole[i]) && ++count > kLongest) return whole.substr(0, i) + "…";
  return whole;
}

}  // namespace es::app
