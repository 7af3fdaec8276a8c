#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace es::model {

/// What the person says of a table that is opened; what is not said is told by its content.
struct TableOptions {
  std::optional<std::size_t> words = {};  // only the first rows, as many as these
  /// The column that names the rows; or a file with their words, one a line.
  std::optional<std::string> text = {};
  /// The column whose cells are vectors, or what the names of their columns begin with.
  std::optional<std::string> vector = {};
  std::optional<std::string> metadata = {};  // a second file: row by row words and columns
  std::optional<std::string> encoding = {};  // of text
  std::optional<std::string> tensor = {};    // of a file that holds several arrays or matrices
  bool operator==(const TableOptions&) const = default;
};

}  // namespace es::model
