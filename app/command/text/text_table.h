#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// Cells in aligned columns for a terminal. A column's width is its longest cell, in characters.
class TextTable {
 public:
  enum class Align { Left, Right };
  explicit TextTable(std::vector<Align> columns) : m_columns(std::move(columns)) {}

  void add(std::vector<std::string> cells);  // one for each column
  [[nodiscard]] std::string text() const;    // lines without a final newline

 private:
  std::vector<Align> m_columns;
  std::vector<std::vector<std::string>> m_rows;
};

/// A word for a cell: control characters and broken bytes made visible, very long ones cut.
std::string cellText(std::string_view word);

}  // namespace es::app
