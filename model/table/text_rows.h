#pragma once

#include <cstddef>

#include "base/progress.h"
#include "model/files/input_file.h"
#include "model/table/table_finish.h"

namespace es::model {

/// What is known of a text table before its rows are read.
struct TextLayout {
  std::size_t dims = 0;
  bool hasCountLine = false;  // line 1 is no row
};

/// No line of a table with `dims` dimensions is longer.
constexpr std::size_t longestLine(std::size_t dims) {
  constexpr std::size_t kLargestNumberBytes = 64;  // of one number with its separator, generously
  return kLargestWordBytes + kLargestNumberBytes * dims;
}

/// Reads the lines `word x1 … xd` on all threads; what they give does not depend on how many there are.
/// Blank lines are passed over, lines that are no row are skipped and noted by their number. Throws es::Error
/// for a line beyond longestLine(dims).
TableParts readTextRows(const InputFile& file, const TextLayout& layout, const base::Progress& progress);

}  // namespace es::model
